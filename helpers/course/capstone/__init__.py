"""The chapter `capstone` (종합 과제): one small service from its source to the other computer, with names and values of each learner's own."""
