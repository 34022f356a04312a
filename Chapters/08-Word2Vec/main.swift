// Chapter 8, word2vec: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "word2vec",
  summary: "meaning from company: vectors of words, learned from a text",
  sections: [
    bags, toy, negatives, hierarchy, atScale, neighbors, analogies, pictures, evaluation, speed,
  ],
  commands: [
    trainCommand, toyCommand, neighborsCommand, analogyCommand, stepsCommand, evaluateCommand,
    bookVectorsCommand,
    benchmarkCommand,
  ]
).run()
