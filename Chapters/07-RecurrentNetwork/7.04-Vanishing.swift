import Figures
import Formats
import Matrices
import ReadAlong
import RecurrentNetwork

let vanishing = Section("7.4") { page in
  let layers: [(name: String, layer: (UInt64) -> RecurrentLayer)] = [
    ("rnn", { newLayer(.rnn, seed: $0) }), ("rnn, W × 3", { newLayer(.rnn, scale: 3, seed: $0) }),
    ("gru", { newLayer(.gru, seed: $0) }),
    ("lstm, forget bias 0", { newLayer(.lstm, forgetBias: 0, seed: $0) }),
    ("lstm, forget bias 1", { newLayer(.lstm, seed: $0) }),
    ("lstm, forget bias 5", { newLayer(.lstm, forgetBias: 5, seed: $0) }),
  ]
  let curves = layers.map { slopes($0.layer(1), seed: 1) }
  try page.output("slopes-by-distance") { out in
    let distances = [0, 1, 5, 10, 20, 50, 100]
    out.table(
      ["steps back"] + distances.map(String.init),
      zip(layers, curves).map { layer, norms in [layer.name] + distances.map { written(norms[$0]) } })
  }
  var figure = Figure("How far a loss reaches back", x: "steps back", y: "length of the slope")
  figure.yScale = .logarithmic
  for (layer, norms) in zip(layers, curves) {
    figure.line((0...100).map(Float.init), norms.map { max($0, 1e-30) }, name: layer.name)
  }
  figure.yRange = 1e-20...1e4
  try page.figure("vanishing", figure)
  try page.output("slopes-of-six-seeds") { out in
    out.table(
      ["six seeds", "50: shortest", "longest", "100: shortest", "longest"],
      layers.map { name, layer in
        let curves = (1...6).map { slopes(layer($0), seed: $0) }
        return [name]
          + [50, 100].flatMap { back in
            let norms = curves.map { $0[back] }
            return [written(norms.min() ?? 0), written(norms.max() ?? 0)]
          }
      })
  }
  let cells: [(name: String, cell: Cell, forgetBias: Float)] = [
    ("rnn", .rnn, 0), ("gru", .gru, 0), ("lstm, forget bias 0", .lstm, 0), ("lstm, forget bias 1", .lstm, 1),
    ("lstm, forget bias 3", .lstm, 3),
  ]
  let runs = try page.output("remembering-one-bit") { out in
    let runs = onAllCores(4 * cells.count) { n in
      let new = newRememberer(cells[n / 4].cell, forgetBias: cells[n / 4].forgetBias, seed: UInt64(n % 4 + 1))
      let (loss, trained) = remembering(new, steps: 300, seed: UInt64(n % 4 + 1))
      return (loss: loss, before: reach(new.model), after: reach(trained.model), trained: trained)
    }
    out.table(
      ["loss after 300 steps", "seed 1", "seed 2", "seed 3", "seed 4"],
      cells.indices.map { i in [cells[i].name] + runs[4 * i..<4 * i + 4].map { fixed($0.loss, 3) } })
    return runs
  }
  try page.output("reach-of-a-loss") { out in
    out.table(
      ["over twenty steps", "before: shortest", "longest", "after: shortest", "longest"],
      cells.indices.map { i in
        let (before, after) = (runs[4 * i..<4 * i + 4].map(\.before), runs[4 * i..<4 * i + 4].map(\.after))
        return [cells[i].name]
          + [before.min(), before.max(), after.min(), after.max()].map { written($0 ?? 0) }
      })
  }
  try page.output("remembering-longer") { out in
    let slow = [0, 2, 3]
    let losses = onAllCores(4 * slow.count) { n in
      remembering(runs[4 * slow[n / 4] + n % 4].trained, steps: 1000, seed: UInt64(n % 4 + 1)).loss
    }
    out.table(
      ["loss after 1,000 steps", "seed 1", "seed 2", "seed 3", "seed 4"],
      slow.indices.map { i in [cells[slow[i]].name] + losses[4 * i..<4 * i + 4].map { fixed($0, 3) } })
  }
  try page.output("clipping") { out in
    let ways: [(Float, Float)] = [(0.1, 1), (0.1, .infinity), (0.01, 1), (0.01, .infinity)]
    let losses = onAllCores(3 * ways.count) { n in
      lossOfCounting(rate: ways[n / 3].0, clip: ways[n / 3].1, seed: UInt64(n % 3 + 1))
    }
    out.table(
      ["rate", "clipped at", "seed 1", "seed 2", "seed 3"],
      ways.enumerated().map { i, way in
        [fixed(way.0, 2), way.1.isFinite ? fixed(way.1, 0) : "–"]
          + losses[3 * i..<3 * i + 3].map { fixed($0, 3) }
      })
  }
}

/// The length of the prediction's slope at the state after the first of 21 bits, divided by that after the last.
private func reach(_ model: SequenceModel) -> Float {
  let bits = [1] + [Int](repeating: 0, count: 20)
  var dH = Matrix(rows: bits.count, columns: model.hidden)
  for j in 0..<model.hidden { dH[bits.count - 1, j] = model.weights[j, 0] }
  let slopes = model.layers[0].backward(model.forward(bits)[0], dH).states
  return length(slopes[1]) / length(slopes[bits.count])
}

/// The mean loss of the last 50 of 400 steps by momentum: counting the ones of eight bits.
private func lossOfCounting(rate: Float, clip: Float, seed: UInt64) -> Float {
  let settings = TrainingSettings(steps: 400, batch: 16, learningRate: rate, clip: clip, seed: seed)
  return lastLoss(Training(Bits.newCounter(.rnn, seed: seed), .momentum(0.9)), Bits.training, settings).loss
}

private func written(_ x: Float) -> String {
  if x < leastLength { return "< 1e-21" }
  return x >= 0.001 && x < 1000 ? fixed(x, 3) : scientific(x, 1)
}
