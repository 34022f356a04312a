// Each cell counts bits for a few steps. Counting is the plain files' one task, told to its end with a squared error; the
// tasks with a softmax on top, characters and pairs of sequences, lie in Tasks, and Lanes.swift trains their plain loops.

func plain(_ hash: inout Checksum) {
  let sequences = (0..<16).map { n in (0..<4).map { n >> $0 & 1 } }
  for cell in Cell.allCases {
    var generator = SeededGenerator(seed: 1)
    var training = Training(
      SequenceModel(cell, symbols: 2, hidden: 5, layers: 2, outputs: 1, using: &generator))
    do throws(Divergence) {
      try train(&training, counting: sequences, TrainingSettings(steps: 4, batch: 3, lastRate: 0.1, clip: 1))
    } catch { hash.add(error.loss) }
    for matrix in training.model.matrices { hash.add(matrix.values) }
  }
}
