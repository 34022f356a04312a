import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let stacked = Section("7.7") { page in
  let corpus = try Corpus.bible()
  let test = Array(corpus.heldOut.prefix(50_000))
  try page.output("one-layer-or-two") { out in
    let rows = try onAllCores(2) { n in
      let (layers, hidden) = [(1, 64), (2, 42)][n]
      var generator = SeededGenerator(seed: 1)
      let count = corpus.vocabulary.count
      var training = Training(
        SequenceModel(.gru, symbols: count, hidden: hidden, layers: layers, outputs: count, using: &generator)
      )
      let settings = TrainingSettings(steps: 1000, batch: 16, learningRate: 0.01, lastRate: 0.1)
      try Lanes.train(&training, on: Windows(of: corpus.training), settings)
      return [
        "\(layers) × \(hidden)", grouped(training.model.parameterCount),
        fixed(bits(Lanes.natsPerCharacter(training.model, on: test)), 3),
      ]
    }
    out.table(["layers × hidden", "parameters", "bits a character"], rows)
  }
}
