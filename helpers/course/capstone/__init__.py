"""종합 과제: one small service, from its source to the other computer; its names and values are each learner's own."""
