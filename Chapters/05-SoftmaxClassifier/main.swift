// Chapter 5, the softmax classifier: the read-along.

import Figures
import Formats
import ReadAlong

Program(
  name: "softmax-classifier",
  summary: "scores, probabilities, and a border that bends",
  sections: [
    scoresToLoss, twoClasses, oneMatrix, scoreSlopes, linearClassifier, twoLayers, whatMakesItLearn,
    realDigits, threeWays,
  ],
  commands: [trainCommand, predictCommand, searchCommand, benchmarkCommand]
).run()
