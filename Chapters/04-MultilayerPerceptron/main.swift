// Chapter 4, the multi-layer perceptron: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "multilayer-perceptron",
  summary: "layers of neurons, and backpropagation, which trains them",
  sections: [
    signs, followed, byHand, attendance, quiz, vectorizing, planarSet, firstWeights, gradientCheck, mnist,
    updateRules, lossesAndPenalties, generalization, anyFunction, autoEncoder,
  ],
  commands: [trainCommand, pointsCommand, followCommand, gradientCommand, predictCommand, benchmarkCommand]
).run()
