@testable import ConvolutionalNetwork
import Foundation
import Matrices
import Support
import Testing
@testable import struct lenet5.DrawnDigit

@Suite struct TrainingTests {
  @Test func `In Adam a slope as large as ε makes half the step of a large one`() {
    var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[0]], [[0]])
    adam(&W, &V, &S, [[0.5]], step: 1, epsilon: 0.5, learningRate: 1)
    #expect(abs(W[0, 0] - 0.5) < 1e-6)
    (W, V, S) = ([[0]], [[0]], [[0]])
    adam(&W, &V, &S, [[1e-8]], step: 1, learningRate: 1)  // ε is 1e-8 unless given
    #expect(abs(W[0, 0] + 0.5) < 1e-4)
  }

  @Test func `Five epochs on 500 digits learn most of them`() throws {
    let digits = try sample(every: 10, count: 500)
    var state = Training()
    var losses: [Float] = []
    try Lanes.train(&state, digits, TrainingSettings(epochs: 5, batch: 16), threads: 2) {
      losses.append($0.loss)
      return true
    }
    #expect(losses.count == 5 && losses[4] < losses[0] / 3)
    #expect(errorRate(Lanes.classify(state.network, digits), digits) < 0.15)
  }

  @Test func `A run in two parts gives the bits of a run in one`() throws {
    let digits = try sample(every: 40, count: 100)
    let distortion = Distortion()
    var settings = TrainingSettings(
      learningRate: 0.03, epochs: 4, decay: 0.8, penalty: Penalty(l2: 0.001 / 2), batch: 32, seed: 7)
    func run(_ state: inout Training, from first: Int = 1, threads: Int) throws -> Int {
      try Lanes.train(
        &state, digits, settings, from: first, threads: threads,
        images: { distortion.apply(to: $0, epoch: $1, seed: 7, threads: threads) })
    }
    var whole = Training(pooling: .max, seed: 7)
    #expect(try run(&whole, threads: 2) == 4)

    var part = Training(pooling: .max, seed: 7)
    settings.epochs = 2
    let epochs = try run(&part, threads: 1)
    settings.epochs = 4
    #expect(try run(&part, from: epochs + 1, threads: 3) == 4)
    #expect(part == whole)
  }

  @Test func `A rate that is too large ends in an error that says where`() throws {
    let digits = try sample(every: 40, count: 100)
    var state = Training()
    let error = #expect(throws: Divergence.self) {
      try Lanes.train(&state, digits, TrainingSettings(learningRate: 1e37, epochs: 3, batch: 50))
    }
    #expect(error.map { $0.epoch <= 2 && !$0.loss.isFinite && $0.learningRate == 1e37 } == true)
  }

  @Test(arguments: LeNet5.parameters)
  func `Weights that are no numbers after the last step are an error too`(parameter: Int) throws {
    var state = Training()
    state.updater.velocities[parameter][0, 0] = 1e30
    let settings = TrainingSettings(learningRate: 1e20, epochs: 1, batch: 5)
    let digits = try sample(every: 100, count: 5)
    let loss = lossAndGradient(state.network, digits, ArraySlice(0..<5)).loss
    let error = try #require(throws: Divergence.self) { try Lanes.train(&state, digits, settings) }
    #expect(error.epoch == 1 && error.step == 1 && close([error.loss], [loss]))
  }

  @Test func `The plain loops train as the lanes do, and stop when told to`() throws {
    let digits = try sample(every: 200, count: 24)
    let settings = TrainingSettings(epochs: 3, batch: 8)
    var (plain, byLanes) = (Training(pooling: .max), Training(pooling: .max))
    var losses: [Float] = []
    let last = try train(&plain, digits, settings) {
      losses.append($0.loss)
      return $0.number < 2
    }
    #expect(last == 2 && plain.updater.steps == 6)
    try Lanes.train(&byLanes, digits, settings) {
      #expect(close([$0.loss], [losses[$0.number - 1]]))
      return $0.number < 2
    }
    #expect(close(plain.network.flat, byLanes.network.flat))
    #expect(classify(plain.network, digits) == Lanes.classify(byLanes.network, digits))
  }

  @Test func `The update is momentum with weight decay, and the rate decays`() throws {
    var state = Training(.momentum(0.25))
    state.network.output.bias[0, 0] = 2
    state.updater.velocities[9][0, 0] = 4
    var gradient = LeNet5()
    gradient.output.bias[0, 0] = 3
    let settings = TrainingSettings(
      learningRate: 0.5, epochs: 2, decay: 0.5, penalty: Penalty(l2: 0.125 / 2))
    _ = try descend(
      &state, sample(every: 263, count: 1), settings, from: 2, report: { _ in true },
      images: { images, _ in images }
    ) { _, _, _ in (0, gradient) }
    #expect(state.updater.velocities[9][0, 0] == 4.25)  // 0.25 · 4 + 3 + 0.125 · 2
    #expect(state.network.output.bias[0, 0] == 2 - 0.25 * 4.25)
  }

  /// The rules written again for one number, as PyTorch's SGD and Adam have them.
  @Test(arguments: [.gradientDescent, .momentum(0.9), .adam] as [UpdateRule])
  func `Ten steps of every rule with both penalties are those in Double, of every tensor`(rule: UpdateRule)
    throws
  {
    var state = Training(patternedNetwork(.average), rule)
    let start = state.network
    let gradients = (1...10).map { step in
      var gradient = LeNet5()
      for t in LeNet5.parameters {
        let W = gradient[t]
        gradient[t] = pattern(W.rows, W.columns, 10 * step + t)
      }
      return gradient
    }
    let settings = TrainingSettings(
      learningRate: 0.01, epochs: 1, penalty: Penalty(l1: 0.3, l2: 0.1 / 2), batch: 1)
    var next = 0
    _ = try descend(
      &state, sample(every: 200, count: 10), settings, from: 1, report: { _ in true },
      images: { images, _ in images }
    ) { _, _, _ in
      defer { next += 1 }
      return (0, gradients[next])
    }
    for t in LeNet5.parameters {
      let expected = start[t].values.indices.map { k in
        var (w, v, s) = (Double(start[t].values[k]), 0.0, 0.0)
        for (n, gradient) in gradients.enumerated() {
          let g = Double(gradient[t].values[k]) + 0.1 * w
          switch rule {
          case .gradientDescent: w -= 0.01 * g
          case .momentum(let mu):
            v = Double(mu) * v + g
            w -= 0.01 * v
          case .adam:
            (v, s) = (0.9 * v + 0.1 * g, 0.999 * s + 0.001 * g * g)
            let (mean, square) = (
              v / (1 - Foundation.pow(0.9, Double(n + 1))), s / (1 - Foundation.pow(0.999, Double(n + 1)))
            )
            w -= 0.01 * mean / (square.squareRoot() + 1e-8)
          }
          w = w > 0 ? max(w - 0.01 * 0.3, 0) : min(w + 0.01 * 0.3, 0)
        }
        return Float(w)
      }
      #expect(close(state.network[t].values, expected), "tensor \(t)")
    }
  }

  @Test func `A confusion matrix counts every image once`() throws {
    let digits = try sample(every: 50, count: 100)
    let network = Training().network
    let guesses = Lanes.classify(network, digits)
    let counts = confusionMatrix(guesses, digits)
    #expect(counts.rowSums().values == [Float](repeating: 10, count: 10))
    let right = (0..<10).reduce(0) { $0 + counts[$1, $1] }
    #expect(abs(errorRate(guesses, digits) - (1 - Double(right) / 100)) < 1e-12)
  }

  @Test func `The network of 1998 learns, and its absent kernels stay absent`() throws {
    let digits = try sample(every: 10, count: 500)
    var generator = SeededGenerator(seed: 1)
    var network = LeNet1998(using: &generator)
    var losses: [Float] = []
    let last = try train(&network, digits, epochs: 4) { epoch, loss, _ in
      losses.append(loss)
      return true
    }
    #expect(last == 4 && losses[3] < losses[0] / 2)
    let guesses = classify(network, digits)
    #expect(guesses.count == 500 && zip(guesses, digits.labels).count { $0 == Int($1) } > 400)
    #expect(network.c3.kernel(output: 0, input: 3) == Matrix(rows: 5, columns: 5))
    #expect(network.c3.kernel(output: 0, input: 2) != Matrix(rows: 5, columns: 5))
  }
}

@Suite struct DistortionTests {
  @Test func `Bounds of zero leave an image as it is`() throws {
    let image = try sample(every: 263, count: 1).image(0)
    var none = Distortion()
    (none.shift, none.rotation, none.scale, none.shear, none.elastic) = (0, 0, 0, 0, 0)
    var generator = SeededGenerator(seed: 1)
    #expect(none.apply(to: image, using: &generator) == image)
  }

  @Test func `The same seed distorts alike, another one otherwise, and the ink stays about the same`() throws
  {
    let image = try sample(every: 263, count: 5).image(4)
    func distorted(_ seed: UInt64) -> [UInt8] {
      var generator = SeededGenerator(seed: seed)
      return Distortion().apply(to: image, using: &generator)
    }
    #expect(distorted(1) == distorted(1))
    #expect(distorted(1) != distorted(2))
    let ink = image.reduce(0) { $0 + Int($1) }
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = distorted(seed).reduce(0) { $0 + Int($1) }
      #expect(found > ink * 6 / 10 && found < ink * 17 / 10)
    }
  }

  @Test func `A pure shift moves a pixel by at most the bound`() {
    var image = [UInt8](repeating: 0, count: 784)
    image[14 * 28 + 14] = 200
    var shift = Distortion()
    (shift.rotation, shift.scale, shift.shear, shift.elastic) = (0, 0, 0, 0)
    var generator = SeededGenerator(seed: 3)
    let moved = shift.apply(to: image, using: &generator)
    let places = moved.indices.filter { moved[$0] > 0 }
    #expect(moved != image && !places.isEmpty && places.count <= 4)
    #expect(places.allSatisfy { abs($0 / 28 - 14) <= 3 && abs($0 % 28 - 14) <= 3 })
    #expect(abs(moved.reduce(0) { $0 + Int($1) } - 200) <= 2)
  }
}

@Suite struct DrawnDigitTests {
  /// A bar of ink in a large white picture.
  private func bar(ink: UInt8, paper: UInt8) -> [UInt8] {
    var pixels = [UInt8](repeating: paper, count: 100 * 80)
    for row in 10..<70 { for column in 5..<20 { pixels[row * 80 + column] = ink } }
    return pixels
  }

  @Test(arguments: [(0 as UInt8, 255 as UInt8), (255, 0), (40, 200)])
  func `A bar is scaled to 20 rows and put in the middle, dark or bright`(ink: UInt8, paper: UInt8) throws {
    let drawn = try #require(DrawnDigit(bar(ink: ink, paper: paper), rows: 100, columns: 80))
    #expect(drawn.paperIsBright == (paper > 127))
    #expect(drawn.rows == 10..<70 && drawn.columns == 5..<20)
    for row in 0..<28 {
      for column in 0..<28 {
        let isInk = (4..<24).contains(row) && (12..<17).contains(column)
        #expect(drawn.image[row * 28 + column] == (isInk ? 255 : 0), "row \(row), column \(column)")
      }
    }
  }

  @Test func `A digit of MNIST comes out nearly as it is`() throws {
    let image = try sample(every: 263, count: 3).image(2)
    let drawn = try #require(DrawnDigit(image, rows: 28, columns: 28))
    let difference = zip(image, drawn.image).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(!drawn.paperIsBright && difference < 784 * 12)
  }

  @Test func `A single pixel is a digit and blank paper is none`() throws {
    #expect(DrawnDigit([7], rows: 1, columns: 1) == nil)
    #expect(DrawnDigit([UInt8](repeating: 90, count: 600), rows: 20, columns: 30) == nil)
    var pixels = [UInt8](repeating: 0, count: 25)
    pixels[12] = 255
    #expect(DrawnDigit(pixels, rows: 5, columns: 5)?.image.contains(255) == true)
  }
}
