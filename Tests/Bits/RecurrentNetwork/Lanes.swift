// Each cell of the lanes predicts the next symbol, and reverses short sequences, into as many symbols, fewer and more, in
// batches of five groups, one for each of five threads; the cell that the lanes do not have does so by the plain loops.

func lanes(_ hash: inout Checksum, threads: Int) {
  let text = (0..<200).map { $0 * $0 % 21 }
  let settings = TrainingSettings(steps: 2, batch: 70, clip: 0.2)
  for cell in Cell.allCases {
    let plain = cell == .gruResetBefore
    var generator = SeededGenerator(seed: 1)
    var model = Training(
      SequenceModel(cell, symbols: 21, hidden: 18, layers: 2, outputs: 21, using: &generator))
    do throws(Divergence) {
      if plain {
        try train(&model, on: Windows(of: text, length: 11), settings)
        hash.add(natsPerCharacter(model.model, on: text))
      } else {
        try Lanes.train(&model, on: Windows(of: text, length: 11), settings, threads: threads)
        hash.add(Lanes.natsPerCharacter(model.model, on: text, threads: threads))
      }
    } catch { hash.add(error.loss) }
    for matrix in model.model.matrices { hash.add(matrix.values) }
    for length in [3, 2, 5] {
      var pairs = Training(
        EncoderDecoder(cell, sourceSymbols: 21, targetSymbols: 21, hidden: 16, using: &generator))
      let examples = (0..<75).map {
        SymbolPair(source: Array(text[$0..<$0 + 3]), target: text[$0..<$0 + length].reversed())
      }
      do throws(Divergence) {
        if plain {
          try train(&pairs, on: examples, settings)
        } else {
          try Lanes.train(&pairs, on: examples, settings, threads: threads)
        }
      } catch { hash.add(error.loss) }
      for matrix in pairs.model.matrices { hash.add(matrix.values) }
    }
  }
}
