// The same in lanes, on distorted images, in batches of five groups, one for each of five threads; an image alone; the
// network of 1998.

func lanes(_ hash: inout Checksum, threads: Int) {
  let digits = examples(90)
  let settings = TrainingSettings(
    learningRate: 0.01, epochs: 1, decay: 0.9, penalty: Penalty(l2: 0.001 / 2), batch: 80)
  for pooling in [Pooling.average, .max] {
    var state = Training(pooling: pooling)
    do throws(Divergence) {
      try Lanes.train(&state, digits, settings, threads: threads) { _ in
        true
      } images: {
        Distortion().apply(to: $0, epoch: $1, seed: 3, threads: threads)
      }
    } catch { hash.add(error.loss) }
    hash.add(state.network)
    hash.add(Lanes.OfMaps(state.network).scores(Pixels.standardized.maps(of: digits.image(0))))
  }
  var generator = SeededGenerator(seed: 1)
  var network = LeNet1998(using: &generator)
  do throws(Divergence) { try train(&network, examples(), epochs: 1, curvatureImages: 20) } catch {
    hash.add(error.loss)
  }
  for parameter in LeNet1998.parameters { hash.add(network[parameter].values) }
}
