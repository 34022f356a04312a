import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

/// The network that several sections look at, trained once: 25 epochs on the 4,000, distorted.
enum Trained {
  static let epochs = 25
  static var settings: TrainingSettings {
    TrainingSettings(learningRate: 0.03, decay: 0.88, weightDecay: 5e-4, batch: 32, distortion: Distortion())
  }

  struct Run: Sendable {
    var losses: [Float] = []
    var errors: [Float] = []
    var network = LeNet5()
  }

  /// Trains and keeps loss and held-out error (in percent) of each epoch.
  static func run(_ settings: TrainingSettings, pooling: Pooling = .average) throws -> Run {
    let (training, heldOut) = try fiveThousand()
    var state = TrainingState(pooling: pooling, seed: settings.seed)
    var run = Run()
    try train(&state, training, settings, epochs: epochs, threads: 2) { epoch in
      run.losses.append(epoch.loss)
      run.errors.append(Float(100 * errorRate(epoch.state.network, heldOut, threads: 2)))
    }
    run.network = state.network
    return run
  }

  private static let cached = Result { try run(settings) }
  static func distorted() throws -> Run { try cached.get() }
}
