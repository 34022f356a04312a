import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let stacked = Section("7.7") { page in
  let corpus = try Corpus(file: dataFile("kjv.txt.gz"), window: 64)
  let test = Array(corpus.heldOut.prefix(50_000))
  func train(layers: Int, hidden: Int, steps: Int) throws -> (parameters: Int, bits: Float) {
    var generator = SeededGenerator(seed: 1)
    let count = corpus.vocabulary.count
    var training = Training(
      SequenceModel(.gru, symbols: count, hidden: hidden, layers: layers, outputs: count, using: &generator))
    let settings = TrainingSettings(steps: steps, batch: 16, learningRate: 0.01, lastRate: 0.1)
    try Lanes.train(&training, on: Windows(of: corpus.training), settings)
    return (
      training.model.parameterCount, bits(Lanes.natsPerCharacter(training.model, on: test))
    )
  }
  try page.output("one-layer-or-two") { out in
    let rows = try onAllCores(2) { n in
      let (layers, hidden) = [(1, 64), (2, 42)][n]
      let (short, long) = try (
        train(layers: layers, hidden: hidden, steps: 300),
        train(layers: layers, hidden: hidden, steps: 1000)
      )
      return [
        "\(layers) × \(hidden)", grouped(short.parameters), fixed(short.bits, 3), fixed(long.bits, 3),
      ]
    }
    out.table(["layers × hidden", "parameters", "300 steps", "1,000 steps"], rows)
  }
}
