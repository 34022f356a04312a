// Chapter 1, linear regression: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "linear-regression",
  summary: "a line through points, found by walking downhill",
  sections: [
    oneWeight, line, costSurface, quartet, learningRates, housePrices, batches, newton, regularization, lanes,
  ],
  commands: [trainCommand, predictCommand, benchmarkCommand]
).run()
