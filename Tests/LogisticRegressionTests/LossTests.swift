import Figures
import Formats
import Foundation
import ReadAlong
import Matrices
import Testing

@testable import LogisticRegression

@Suite struct ModelTests {
  @Test func `A probability is the sigmoid of the weighted sum`() {
    let model = LogisticModel(weights: [2, -1], bias: 0.5)
    #expect(model.forward([[3, 4], [1, 1]]) == [2.5, 1.5])
    #expect(close(model.probabilities(Matrix([[3, 4]]))[0], 0.924141820))
    #expect(close(model.probabilities([[1, 1]])[0], 0.817574476))
  }

  @Test func `The probability is a half on the boundary and grows by e in the odds for each logit`() {
    let model = LogisticModel(weights: [2], bias: -3)
    #expect(model.probabilities(Matrix([[1.5]]))[0] == 0.5)
    let (p, q) = (model.probabilities(Matrix([[1.75]]))[0], model.probabilities(Matrix([[2.25]]))[0])
    #expect(close(q / (1 - q) / (p / (1 - p)), 2.7182818))
  }

  @Test func `The first guess lies within the deck's bound and follows from the seed`() {
    var generator = SeededGenerator(seed: 5)
    let model = LogisticModel(inputs: 100, using: &generator)
    #expect(model.numbers.allSatisfy { abs($0) <= 0.12 })
    #expect(model.numbers.max()! > 0.1 && model.numbers.min()! < -0.1)
    var again = SeededGenerator(seed: 5)
    #expect(LogisticModel(inputs: 100, using: &again) == model)
    let biases = (0..<200).map { _ in LogisticModel(inputs: 0, using: &again).bias }
    #expect(biases.allSatisfy { abs($0) <= 0.12 } && biases.max()! > 0.1 && biases.min()! < -0.1)
  }
}

@Suite struct LossTests {
  @Test func `An undecided model pays log 2 whatever the label`() {
    #expect(close(crossEntropy([0, 0, 0], [1, 0, 0.3]), 0.693147181))
  }

  @Test func `The loss is the mean of the logarithms on the slide where those can be taken`() {
    // −(log 0.7310586 + log(1 − 0.8807971) + log(1 − 0.0474259)) / 3
    #expect(close(crossEntropy([1, 2, -3], [1, 0, 0]), 0.829592373))
  }

  @Test func `A certain and wrong answer costs its logit and never infinity or nan`() {
    #expect(crossEntropy([-200], [1]) == 200)
    #expect(crossEntropy([1e30], [0]) == 1e30)
    #expect(crossEntropy([200], [1]) == 0)
    #expect(crossEntropy([-1e30, 1e30], [0, 1]) == 0)
  }

  @Test func `The gradient with a ridge passes the check by differences, and a spoilt one does not`() throws {
    let (X, y) = try standardizedVirginica()
    let model = LogisticModel(weights: [0.7, -1.2, 2.1, 0.4], bias: 1.3)
    func cost(_ p: [Float]) -> Float {
      let moved = LogisticModel(numbers: p)
      return crossEntropy(moved.forward(X), y) + Penalty(l2: 0.2).cost(of: moved.weights)
    }
    var slopes = backward(X, model.probabilities(X), y)
    Penalty(l2: 0.2).addGradient(of: model.weights, to: &slopes.weights)
    let right = try GradientCheck(slopes.numbers, at: model.numbers, loss: cost)
    #expect(right.error < 1e-3)
    slopes.weights = slopes.weights.map { $0 * 1.02 }
    let spoilt = try GradientCheck(slopes.numbers, at: model.numbers, loss: cost)
    #expect(spoilt.error > 1e-2)
  }

  @Test func `Each entry of the gradient is that of the loss in double precision, by loops and by lanes`()
    throws
  {
    let (X, y) = try standardizedVirginica()
    let model = LogisticModel(weights: [0.7, -1.2, 2.1, 0.4], bias: 1.3)
    var byLanes = LogisticModel(inputs: 4)
    var examples = Lanes.Examples(X, y)
    _ = examples.loss(model)
    examples.backward(into: &byLanes)
    for plain in [backward(X, model.probabilities(X), y), byLanes] {
      for l2: Float in [0, 0.2] {
        var gradient = plain
        Penalty(l2: l2).addGradient(of: model.weights, to: &gradient.weights)
        #expect(differenceFromDouble(gradient.numbers, X, y, at: model.numbers, l2: Double(l2)) < 2e-6)
        for k in gradient.numbers.indices {
          var spoilt = gradient.numbers
          spoilt[k] *= 1.01
          #expect(differenceFromDouble(spoilt, X, y, at: model.numbers, l2: Double(l2)) > 2e-5)
        }
      }
    }
  }

  @Test func `The gradient by an input is the error times the weight`() throws {
    let model = LogisticModel(weights: [0.7, -1.2, 2.1], bias: 0.4)
    let x: [Float] = [0.5, 1.5, -0.3]
    let error = model.probabilities(Matrix([x]))[0] - 1
    let check = try GradientCheck(model.weights.values.map { error * $0 }, at: x) {
      crossEntropy(model.forward(Matrix([$0])), [1])
    }
    #expect(check.error < 1e-3)
  }

  @Test(arguments: [1, 2, 15, 16, 17, 33, 100])
  func `The lanes agree with the plain loops for any number of examples`(count: Int) {
    let (X, y) = randomExamples(count, inputs: 5, seed: UInt64(count))
    let model = LogisticModel(weights: [0.3, -1, 2, 0.5, -0.2], bias: 0.4)
    var examples = Lanes.Examples(X, y)
    var byLanes = LogisticModel(inputs: 5)
    let J = examples.loss(model)
    examples.backward(into: &byLanes)
    let byLoops = backward(X, model.probabilities(X), y)
    #expect(close(J, crossEntropy(model.forward(X), y)))
    #expect(close(byLanes.numbers, byLoops.numbers, 2e-5))
  }

  @Test func `The lanes take logits of any size`() {
    var examples = Lanes.Examples([[1000], [-1000], [1000]], [1, 0, 0])
    var slopes = LogisticModel(inputs: 1)
    #expect(close(examples.loss(LogisticModel(weights: [1], bias: 0)), 1000 / 3))
    examples.backward(into: &slopes)
    #expect(close(slopes.numbers, [1 / 3, 1000 / 3]))
  }

  @Test func `The same gradient and update are linear regression where predictions are left unbent`() {
    let X: Matrix = [[1], [2], [3], [5]]
    var line = LogisticModel(inputs: 1)
    for _ in 0..<2000 { update(&line, backward(X, line.forward(X), [4, 7, 10, 16]), learningRate: 0.1) }
    #expect(close(line.numbers, [1, 3], 1e-4))
  }
}

@Suite struct EntropyTests {
  @Test func `Cross-entropy is entropy and divergence`() {
    for (q, p) in [(0.2, 0.9), (0.5, 0.5), (1, 0.3), (0, 0.3)] as [(Float, Float)] {
      #expect(close(crossEntropy(of: q, belief: p), entropy(q) + divergence(of: q, from: p)))
    }
  }

  @Test func `The divergence is zero for the right belief and positive for any other`() {
    for q: Float in [0, 0.1, 0.5, 0.9, 1] {
      #expect(divergence(of: q, from: q) == 0)
      for p: Float in [0.05, 0.3, 0.6, 0.95] where p != q { #expect(divergence(of: q, from: p) > 0) }
    }
  }

  @Test func `The divergence of near beliefs keeps its digits and never falls below zero`() {
    var count = 0
    for tenth: Float in [0.001, 0.1, 0.3, 0.5, 0.7, 0.9, 0.999] {
      for step in -20...20 where step != 0 {
        let p = tenth + Float(step) * 1e-6 * tenth
        // KL = (p − q)² / 2q(1 − q) to first order
        let (q, d) = (Double(tenth), Double(p) - Double(tenth))
        let expected = Float(d * d / (2 * q * (1 - q)))
        guard p != tenth, p < 1 else { continue }
        #expect(close(divergence(of: tenth, from: p) * 1e9, expected * 1e9, 0.03))
        count += 1
      }
    }
    #expect(count > 250)
  }

  @Test func `On both sides of where the series ends the divergence is that in doubles`() {
    for p in stride(from: Float(0.051), to: 0.2, by: 0.001) where abs(p - 0.1) > 0.01 {
      let (q, b) = (Double(Float(0.1)), Double(p))
      let expected = q * Foundation.log(q / b) + (1 - q) * Foundation.log((1 - q) / (1 - b))
      #expect(close(divergence(of: 0.1, from: p), Float(expected), 2e-6), "p = \(p)")
    }
  }

  @Test
  func `A certain outcome has no entropy, an even one log 2, and the impossible surprises without limit`() {
    #expect(entropy(0) == 0 && entropy(1) == 0)
    #expect(close(entropy(0.5), 0.693147181))
    #expect(crossEntropy(of: 1, belief: 0) == .infinity)
    #expect(crossEntropy(of: 0, belief: 0) == 0)
  }

  @Test func `For a label the divergence is the loss of the example`() {
    let z: Float = 1.3
    #expect(close(divergence(of: 1, from: sigmoid(z)), crossEntropy([z], [1])))
    #expect(close(divergence(of: 0, from: sigmoid(z)), crossEntropy([z], [0])))
  }
}
