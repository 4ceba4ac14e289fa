"""The coach: what went wrong with a Docker command, why, and what to do next, with the learner's own names.

A `FinishedCommand` is read as Docker reads it (`diagnosis`), and the rules are asked in their order, each with the
`Scene`: the computer as it stands at that moment. The first that recognises its mistake gives the `Explanation`.
What an open exercise asks is left out of it (`secrets`) before anybody reads it.
"""
