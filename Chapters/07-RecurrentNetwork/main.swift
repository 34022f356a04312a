// Chapter 7, recurrent networks: the read-along and its commands.

import Figures
import Formats
import ReadAlong

Program(
  name: "recurrent-network",
  summary: "networks that remember, and a model of characters that writes",
  sections: [
    ownState, throughTime, countingBits, vanishing, gates, gru, stacked, dates, characters, lanesAndThreads,
  ],
  commands: [
    trainCommand, sampleCommand, predictCommand, countCommand, slopesCommand, rememberCommand, datesCommand,
    bookWeightsCommand,
    benchmarkCommand,
  ]
).run()
