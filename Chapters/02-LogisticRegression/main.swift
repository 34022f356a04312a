// Chapter 2, logistic regression: the read-along and its commands.

import Companion

Program(
  name: "logistic-regression",
  summary: "the probability of a yes, learned like a line",
  sections: [],
  commands: [benchmarkCommand]
).run()
