// Chapter 3, the perceptron: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "perceptron",
  summary: "a neuron that learns from its mistakes",
  sections: [
    neuron, largestOutput, weightsByHand, counts, rule, mistakeBound, xor, noise, documents, markI, digits,
    activations, softmaxAndMaxout, forwardPass,
  ],
  commands: [trainCommand, predictCommand, ruleCommand, markICommand]
).run()
