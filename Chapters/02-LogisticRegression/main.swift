// Chapter 2, logistic regression: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "logistic-regression",
  summary: "the probability of a yes, learned like a line",
  sections: [
    sigmoidSection, crossEntropySection, twoDistributions, setosaSection, linearBoundaries,
    normalizationSection, splitsSection, overfittingSection, biasVariance, sideBySide, affordability,
    newtonSection, lanes,
  ],
  commands: [trainCommand, predictCommand, affordCommand, curveCommand, benchmarkCommand]
).run()
