@testable import ConvolutionalNetwork
import Formats
import Foundation
import Matrices
import Testing

private let folder = ProcessInfo.processInfo.environment["MNIST"]

/// The results of the prose on the full MNIST, where `MNIST=FOLDER` says where its four files are.
@Suite(.enabled(if: folder != nil)) struct MNISTTests {
  private func digits(_ part: LabeledImages.Part) throws -> Digits {
    let labeled = try LabeledImages.mnist(part, in: folder)
    return Digits(images: labeled.images, labels: labeled.labels)
  }

  private func errors(_ settings: TrainingSettings, _ distortion: Distortion?) throws -> Int {
    var state = Training()
    try Lanes.train(&state, digits(.training), settings, threads: 2) { _ in
      true
    } images: {
      distortion?.apply(to: $0, epoch: $1, seed: 1, threads: 2) ?? $0
    }
    let test = try digits(.test)
    return zip(Lanes.classify(state.network, test, threads: 2), test.labels).count { $0 != Int($1) }
  }

  @Test func `Twenty epochs`() throws {
    let settings = TrainingSettings(
      learningRate: 0.1, epochs: 20, decay: 0.8, penalty: Penalty(l2: 5e-4 / 2), batch: 32)
    #expect(try errors(settings, nil) == 86)
  }

  @Test func `Two epochs as in 1998`() throws {
    var generator = SeededGenerator(seed: 1)
    var network = LeNet1998(using: &generator)
    try train(&network, digits(.training), epochs: 2)
    let test = try digits(.test)
    #expect(zip(classify(network, test), test.labels).count { $0 != Int($1) } == 203)
  }

  @Test func `From the first weights of the paper's words 9,026 are wrong after an epoch`() throws {
    var network = LeNet1998(ofThePaperBy: 1)
    try train(&network, digits(.training), epochs: 1)
    let test = try digits(.test)
    #expect(zip(classify(network, test), test.labels).count { $0 != Int($1) } == 9026)
  }

  @Test func `The rates of the first epoch lie between 0,000003 and 0,025`() throws {
    let training = try digits(.training)
    var generator = SeededGenerator(seed: 1)
    let network = LeNet1998(using: &generator)
    let first = SeededGenerator.order(of: training.count, epoch: 1, seed: 1).prefix(500)
    let h = network.curvature(training, Array(first))
    let rates = LeNet1998.parameters.flatMap { parameter in
      zip(h[parameter].values, network[parameter].values).filter { parameter != 4 || $1 != 0 }
        .map { LeNet1998.learningRate(epoch: 1) / (LeNet1998.mu + $0.0) }
    }
    let (least, most) = (rates.min() ?? 0, rates.max() ?? 0)
    #expect(least > 0.0000025 && least < 0.0000035 && most > 0.0245 && most < 0.0255)
  }
}
