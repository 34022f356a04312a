// The prelude: matrices, and how a loop becomes fast.

import ReadAlong

Program(
  name: "matrix",
  summary: "one product, told six times, from plain loops to nine tenths of a core",
  sections: [
    vectorsAndMatrices, plainLoops, loopOrder, lanes, tiles, packing, threads, ladder, shapes,
  ],
  commands: [benchmarkCommand]
).run()
