@testable import ConvolutionalNetwork
import Matrices
import Testing

/// The lanes compute what the plain loops compute.
@Suite struct LaneTests {
  @Test(arguments: Pooling.allCases)
  func `Forward in lanes equals the plain loops to the bit`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let strip = Strip(.standardized)
    digits.images.withUnsafeBufferPointer {
      for lane in 0..<16 { strip.setImage($0.baseAddress! + lane * 784, lane: lane, .standardized) }
    }
    strip.forward(network)
    for lane in [0, 7, 15] {
      let passed = network.forward(Pixels.standardized.maps(of: digits.image(lane)))
      #expect(strip.x.image(lane: lane) == passed.x.values)
      #expect(strip.a1.image(lane: lane) == passed.a1.values)
      #expect(strip.s2.image(lane: lane) == passed.s2.values)
      #expect(strip.a3.image(lane: lane) == passed.a3.values)
      #expect(strip.s4.image(lane: lane) == passed.s4.values)
    }
  }

  @Test(arguments: Pooling.allCases)
  func `Scores of a batch and of single images equal the plain loops to the bit`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let scores = BatchInLanes(capacity: 20, threads: 2).scores(network, digits, Array(0..<19)[...])
    let classifier = SingleImageClassifier(network)
    for i in 0..<19 {
      let plain = network.forward(Pixels.standardized.maps(of: digits.image(i))).scores.values
      #expect(Array(scores[row: i]) == plain)
      #expect(classifier.scores(digits.images[i * 784..<(i + 1) * 784]) == plain)
    }
  }

  @Test(arguments: Pooling.allCases)
  func `The gradient in lanes is the mean of the plain loops' gradients`(pooling: Pooling) throws {
    let digits = try sample(every: 263, count: 19)
    let network = patternedNetwork(pooling)
    let found = BatchInLanes(capacity: 64).lossAndGradient(network, digits, Array(0..<19)[...])
    var expected = [Float](repeating: 0, count: network.parameterCount)
    for i in 0..<19 {
      let passed = network.forward(Pixels.standardized.maps(of: digits.image(i)))
      var D = probabilities(passed.scores)
      D[0, Int(digits.labels[i])] -= 1
      let gradient = network.backward(passed, scoreGradient: D / 19).flat
      for k in expected.indices { expected[k] += gradient[k] }
    }
    #expect(close(found.gradient.flat, expected, 3e-6))
  }

  @Test func `The number of threads and the room for more images change no bit`() throws {
    let digits = try sample(every: 60, count: 70)
    let network = patternedNetwork(.average)
    let indices = Array(0..<70).reversed()[...]
    let one = BatchInLanes(capacity: 70).lossAndGradient(network, digits, ArraySlice(indices))
    for threads in [2, 3, 5, 9] {
      let some = BatchInLanes(capacity: 100, threads: threads)
      // A full batch before, whose images stay in the lanes that are then absent
      _ = some.lossAndGradient(network, digits, ArraySlice(0..<70))
      let found = some.lossAndGradient(network, digits, ArraySlice(indices))
      #expect(found.loss == one.loss)
      #expect(found.gradient == one.gradient)
    }
  }

  @Test func `A batch of one image has the gradient of that image`() throws {
    let digits = try sample(every: 263, count: 2)
    let network = patternedNetwork(.max)
    let lanes = BatchInLanes(capacity: 16)
    _ = lanes.lossAndGradient(network, digits, [0, 1])
    let found = lanes.lossAndGradient(network, digits, [1])
    let passed = network.forward(Pixels.standardized.maps(of: digits.image(1)))
    var D = probabilities(passed.scores)
    D[0, Int(digits.labels[1])] -= 1
    #expect(close(found.gradient.flat, network.backward(passed, scoreGradient: D).flat, 3e-6))
  }
}
