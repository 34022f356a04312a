// Chapter 8, word2vec: the read-along and its commands.

import Companion

Program(
  name: "word2vec",
  summary: "meaning from company: vectors of words, learned from a text",
  sections: [
    bags, toy, negatives, hierarchy, atScale, neighbors, analogies, pictures, speed,
  ],
  commands: [trainCommand, neighborsCommand, analogyCommand, evaluateCommand, benchmarkCommand]
).run()
