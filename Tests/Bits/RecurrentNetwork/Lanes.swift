// Each cell of the lanes predicts the next symbol, and reverses short sequences, in batches of five groups, one
// for each of five threads; the cell that the lanes do not have does so by the plain loops.

func lanes(_ hash: inout Checksum, threads: Int) {
  let text = (0..<200).map { $0 * $0 % 21 }
  let settings = TrainingSettings(steps: 2, batch: 70, clip: 0.2)
  for cell in Cell.allCases {
    var generator = SeededGenerator(seed: 1)
    var model = Training(
      SequenceModel(cell, symbols: 21, hidden: 18, layers: 2, outputs: 21, using: &generator))
    var pairs = Training(
      EncoderDecoder(cell, sourceSymbols: 21, targetSymbols: 21, hidden: 16, using: &generator))
    let examples = (0..<75).map {
      SymbolPair(source: Array(text[$0..<$0 + 3]), target: text[$0..<$0 + 3].reversed())
    }
    do throws(Divergence) {
      if cell == .gruResetBefore {
        try train(&model, on: Windows(of: text, length: 11), settings)
        try train(&pairs, on: examples, settings)
        hash.add(natsPerCharacter(model.model, on: text))
      } else {
        try Lanes.train(&model, on: Windows(of: text, length: 11), settings, threads: threads)
        try Lanes.train(&pairs, on: examples, settings, threads: threads)
        hash.add(Lanes.natsPerCharacter(model.model, on: text, threads: threads))
      }
    } catch { hash.add(error.loss) }
    for matrix in model.model.matrices + pairs.model.matrices { hash.add(matrix.values) }
  }
}
