// Chapter 7, recurrent networks: the read-along and its commands.

import Companion

Program(
  name: "recurrent-network",
  summary: "networks that remember, and a model of characters that writes",
  sections: [],
  commands: [benchmarkCommand]
).run()
