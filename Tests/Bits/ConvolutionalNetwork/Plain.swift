// LeNet-5 with means and with maxima, six steps on random images.

func examples(_ count: Int = 20) -> Digits {
  var generator = SeededGenerator(seed: 3)
  let images = (0..<count * Digits.pixels).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
  return Digits(images: images, labels: (0..<count).map { UInt8($0 % 10) })
}

let settings = TrainingSettings(
  learningRate: 0.01, epochs: 2, decay: 0.9, penalty: Penalty(l2: 0.001 / 2), batch: 8)

extension Checksum {
  mutating func add(_ network: LeNet5) {
    for parameter in LeNet5.parameters { add(network[parameter].values) }
  }
}

func plain(_ hash: inout Checksum) {
  for pooling in [Pooling.average, .max] {
    var state = Training(pooling: pooling)
    do throws(Divergence) { try train(&state, examples(), settings) } catch { hash.add(error.loss) }
    hash.add(state.network)
  }
}
