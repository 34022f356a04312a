// Chapter 5, the softmax classifier: the read-along.

import ReadAlong

Program(
  name: "softmax-classifier",
  summary: "scores, probabilities, and a border that bends",
  sections: [
    scoresToLoss, twoClasses, oneMatrix, scoreSlopes, linearClassifier, twoLayers, whatMakesItLearn,
    scaleOfTheInputs, realDigits, crossValidation, threeWays,
  ],
  commands: [trainCommand, predictCommand, searchCommand, benchmarkCommand]
).run()
