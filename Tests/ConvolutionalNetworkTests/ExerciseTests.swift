@testable import ConvolutionalNetwork
import Matrices
import Testing

/// Answers to the exercises of the prose.
@Suite struct ConvolutionExerciseTests {
  @Test func `Exercise 2, a constant or a ramp added to the inputs changes nothing`() {
    let inputs: [Float] = [0, 4, 2, 3, 4]
    for (constant, ramp) in [(10, 0), (-3, 2), (1, 5)] as [(Float, Float)] {
      let others = inputs.enumerated().map { $0.element + constant + ramp * Float($0.offset) }
      #expect(convolve(others, kernel: [-1, 2, -1]) == [6, -3, 0])
    }
  }

  @Test func `Exercise 3, the outline kernel makes nothing of an even gray or a ramp`() {
    let outline = Convolution(kernels: [[[[0, 1, 0], [1, -4, 1], [0, 1, 0]]]])
    let gray = FeatureMaps([Matrix(repeating: 7, rows: 6, columns: 6)])
    let ramp = FeatureMaps(
      maps: 1, rows: 6, columns: 6, values: (0..<36).map { Float($0 / 6) * 3 - Float($0 % 6) })
    #expect(outline.forward(gray).values.allSatisfy { $0 == 0 })
    #expect(outline.forward(ramp).values.allSatisfy { $0 == 0 })
  }

  @Test func `Exercise 4, a dense C1 would have almost five million numbers`() {
    #expect(Dense(inputs: 32 * 32, outputs: 6 * 28 * 28).parameterCount == 4_821_600)
    #expect(LeNet5().c1.parameterCount == 156)
  }

  @Test func `Exercise 5, after 22 steps the velocity is above 9`() {
    var (w, v): (Matrix, Matrix) = ([[0]], [[0]])
    let steps = (1...100).first { _ in
      momentum(&w, &v, [[1]], 0.9, learningRate: 0.1)
      return v[0, 0] > 9
    }
    #expect(steps == 22)
  }

  @Test func `Exercise 6, the middle lies under five ones of the kernel, a corner under one`() {
    let layer = Convolution(kernels: [[[[1, 0, 1], [0, 1, 0], [1, 0, 1]]]])
    let x = FeatureMaps(maps: 1, rows: 5, columns: 5)
    let d = FeatureMaps(maps: 1, rows: 3, columns: 3, values: [Float](repeating: 1, count: 9))
    let dx = layer.backward(x, d).dx.matrix(0)
    #expect(dx[2, 2] == 5 && dx.values.count { $0 == 5 } == 1)
    #expect([dx[0, 0], dx[0, 4], dx[4, 0], dx[4, 4]] == [1, 1, 1, 1])
  }
}
