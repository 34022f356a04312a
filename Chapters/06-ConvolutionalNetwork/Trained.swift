import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

/// The network that several sections look at, trained once: 25 epochs on the 4,000, distorted.
enum Trained {
  static var settings: TrainingSettings {
    TrainingSettings(learningRate: 0.03, epochs: 25, decay: 0.88, penalty: Penalty(l2: 5e-4 / 2), batch: 32)
  }

  struct Run: Sendable {
    var losses: [Float] = []
    var errors: [Float] = []
    /// How many of the images that it learned from the network takes for others at the end.
    var own = 0
    var network = LeNet5()
  }

  /// Trains and keeps loss and held-out error (in percent) of each epoch.
  ///
  /// - Parameter pixels: the order that all images' pixels are brought into; nil leaves them as they are.
  static func run(
    pooling: Pooling = .average, distortion: Distortion? = nil, pixels: [Int]? = nil
  ) throws -> Run {
    var (training, heldOut) = try fiveThousand()
    if let pixels {
      training = training.mixed(pixels)
      heldOut = heldOut.mixed(pixels)
    }
    var state = Training(pooling: pooling, seed: settings.seed)
    var run = Run()
    try Lanes.train(&state, training, settings, threads: 2) { epoch in
      run.losses.append(epoch.loss)
      let guesses = Lanes.classify(epoch.training.network, heldOut, threads: 2)
      run.errors.append(Float(100 * errorRate(guesses, heldOut)))
      return true
    } images: {
      distortion?.apply(to: $0, epoch: $1, seed: settings.seed, threads: 2) ?? $0
    }
    run.network = state.network
    let guesses = Lanes.classify(state.network, training, threads: 2)
    run.own = zip(guesses, training.labels).count { $0 != Int($1) }
    return run
  }

  private static let cached = Result { try run(distortion: Distortion()) }
  static func distorted() throws -> Run { try cached.get() }
}
