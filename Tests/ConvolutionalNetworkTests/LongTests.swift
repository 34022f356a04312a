import Foundation
import Matrices
import Testing

@testable import ConvolutionalNetwork
@testable import func lenet5.fiveThousand

/// Results of the page that take a minute, where `LONG=1` asks for them; .ci/results does.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["LONG"] != nil)) struct LongTests {
  private func mistakes(_ guesses: [Int], _ digits: Digits) -> Int {
    zip(guesses, digits.labels).count { $0 != Int($1) }
  }

  @Test(arguments: [(2, 38, 93), (3, 32, 82), (4, 29, 86)] as [(UInt64, Int, Int)])
  func `Exchanged pixels are learned, and two and a half to three times as many others are wrong`(
    seed: UInt64, wrong: Int, exchanged: Int
  ) throws {
    let (training, heldOut) = try fiveThousand()
    var generator = SeededGenerator(seed: seed)
    let order = (0..<Digits.pixels).map { ($0, generator.next()) }.sorted { $0.1 < $1.1 }.map(\.0)
    func mixed(_ digits: Digits) -> Digits {
      let images = (0..<digits.count).flatMap { i in
        let pixels = Array(digits.image(i))
        return order.map { pixels[$0] }
      }
      return Digits(images: images, labels: digits.labels)
    }
    let settings = TrainingSettings(
      learningRate: 0.03, epochs: 25, decay: 0.88, penalty: Penalty(l2: 5e-4 / 2), batch: 32, seed: seed)
    for (training, heldOut, expected) in [
      (training, heldOut, wrong), (mixed(training), mixed(heldOut), exchanged),
    ] {
      var state = Training(seed: seed)
      try Lanes.train(&state, training, settings, threads: 2)
      #expect(mistakes(Lanes.classify(state.network, heldOut, threads: 2), heldOut) == expected)
    }
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func `From the first weights of the paper's words nine of ten are wrong after three epochs`(seed: UInt64)
    throws
  {
    let (training, heldOut) = try fiveThousand()
    var network = LeNet1998(ofThePaperBy: seed)
    try train(&network, training, epochs: 3, seed: seed)
    #expect((890...910).contains(mistakes(classify(network, heldOut), heldOut)))
  }
}

extension LeNet1998 {
  /// Weights and biases uniform in ±2.4/n, where the module's are in ±2.4/√n.
  init(ofThePaperBy seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    self.init(using: &generator)
    for (parameter, n) in [0: 25, 1: 25, 4: 150, 5: 150, 8: 400, 9: 400, 10: 120, 11: 120] as [Int: Float] {
      self[parameter] = self[parameter].map { $0 / n.squareRoot() }
    }
  }
}
