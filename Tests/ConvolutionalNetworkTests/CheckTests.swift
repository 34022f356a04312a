import Matrices
import Support
import Testing

@testable import ConvolutionalNetwork

/// What cannot be asked of maps, kernels and images, and the sentence in which it is refused.
@Suite struct CheckTests {
  @Test(arguments: refused.indices)
  func `What cannot be used ends the program with a sentence that names it`(index: Int) async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) { [index] in
      try CheckTests.refused[index].call()
    }
    #expect(Refusal.sentence(in: result?.standardErrorContent) == CheckTests.refused[index].sentence)
  }

  static let refused: [Refusal] =
    maps + convolutions + misshapen + images + settings + training + as1998 + rates

  private static var two: Digits { Digits(images: [UInt8](repeating: 0, count: 2 * 784), labels: [3, 9]) }
  private static let square = FeatureMaps(maps: 1, rows: 4, columns: 4)
  private static let kernels = Convolution(inputs: 1, outputs: 2, size: 3)
  private static let once = TrainingSettings(epochs: 1)

  private static let maps: [Refusal] = [
    Refusal("5 values do not fill 1 × 2 × 3") {
      _ = FeatureMaps(maps: 1, rows: 2, columns: 3, values: [1, 2, 3, 4, 5])
    },
    Refusal("6 values do not fill -1 × -2 × 3") {
      _ = FeatureMaps(maps: -1, rows: -2, columns: 3, values: [1, 2, 3, 4, 5, 6])
    },
    Refusal("0 values do not fill -1 × 2 × 3") { _ = FeatureMaps(maps: -1, rows: 2, columns: 3) },
    Refusal("0 values do not fill \(Int.min) × -1 × 1") {
      _ = FeatureMaps(maps: .min, rows: -1, columns: 1)
    },
    Refusal("0 values do not fill 1 × \(Int.max) × 3") { _ = FeatureMaps(maps: 1, rows: .max, columns: 3) },
    Refusal("0 values do not fill 2 × 1048576 × 1048576") {
      _ = FeatureMaps(maps: 2, rows: 1 << 20, columns: 1 << 20)
    },
    Refusal("0 values do not fill 1 × 1 × 1048577") { _ = FeatureMaps(maps: 1, rows: 1, columns: 1_048_577) },
    Refusal("1048577 values do not fill 1 × 1 × 1048577") {
      _ = FeatureMaps(maps: 1, rows: 1, columns: 1_048_577, values: [Float](repeating: 0, count: 1_048_577))
    },
    Refusal("place (1, 0, 0) of 1 × 4 × 4") { _ = square[1, 0, 0] },
    Refusal("place (-1, 0, 0) of 1 × 4 × 4") { _ = square[-1, 0, 0] },
    Refusal("place (0, -1, 0) of 1 × 4 × 4") { _ = square[0, -1, 0] },
    Refusal("place (0, 0, 4) of 1 × 4 × 4") {
      var maps = square
      maps[0, 0, 4] = 1
    },
    Refusal("a map of 2 × 2 beside 1 × 2") { _ = FeatureMaps([[[1, 2]], [[1, 2], [3, 4]]]) },
    Refusal("a map of 1 × 3 beside 1 × 2") { _ = FeatureMaps([[[1, 2]], [[1, 2, 3]]]) },
    Refusal("a map of 2 × 1 beside 1 × 2") { _ = FeatureMaps([[[1, 2]], [[1], [2]]]) },
    Refusal("1 values do not fill 1 × 2") {
      var (cut, long): (Matrix, Matrix) = ([[1, 2]], [[1, 2]])
      (cut.values, long.values) = ([1], [1, 2, 3])
      _ = FeatureMaps([cut, long])
    },
    Refusal("map 1 of 1") { _ = square.matrix(1) },
    Refusal("map -1 of 1") { _ = square.matrix(-1) },
    Refusal("slopes of 2 × 2 × 2 for an input of 1 × 4 × 4") {
      _ = Pooling.max.backward(square, FeatureMaps(maps: 2, rows: 2, columns: 2))
    },
    Refusal("slopes of 1 × 1 × 2 for an input of 1 × 4 × 4") {
      _ = Pooling.max.backward(square, FeatureMaps(maps: 1, rows: 1, columns: 2))
    },
    Refusal("slopes of 1 × 2 × 1 for an input of 1 × 4 × 4") {
      _ = Pooling.max.backward(square, FeatureMaps(maps: 1, rows: 2, columns: 1))
    },
    Refusal("slopes of 1 × 4 × 4 for an input of 1 × 4 × 4") { _ = Pooling.max.backward(square, square) },
  ]

  private static let convolutions: [Refusal] = [
    Refusal("17 values do not fill 9 × 2") {
      var cut = kernels
      cut.weights.values.removeLast()
      _ = cut.forward(square)
    },
    Refusal("2 bias rows") {
      var other = kernels
      other.bias = Matrix(rows: 2, columns: 2)
    },
    Refusal("0 maps to 2, kernels of 3") { _ = Convolution(inputs: 0, outputs: 2, size: 3) },
    Refusal("1 maps to 2, kernels of -3") { _ = Convolution(inputs: 1, outputs: 2, size: -3) },
    Refusal("1 maps to 2, kernels of \(Int.max)") { _ = Convolution(inputs: 1, outputs: 2, size: .max) },
    Refusal("\(Int.max) maps to 2, kernels of 3") { _ = Convolution(inputs: .max, outputs: 2, size: 3) },
    Refusal("2147483648 maps to 1, kernels of 1") { _ = Convolution(inputs: 1 << 31, outputs: 1, size: 1) },
    Refusal("524288 maps to 1, kernels of 64") { _ = Convolution(inputs: 1 << 19, outputs: 1, size: 64) },
    Refusal("a matrix of 9 × \(Int.max)") { _ = Convolution(inputs: 1, outputs: .max, size: 3) },
    Refusal("place (1, 0, 0) of a window of 1 × 3 × 3") { _ = kernels[0, 1, 0, 0] },
    Refusal("place (0, 0, 3) of a window of 1 × 3 × 3") { _ = kernels[0, 0, 0, 3] },
    Refusal("place (0, 3, 0) of a window of 1 × 3 × 3") { _ = kernels[0, 0, 3, 0] },
    Refusal("place (0, -1, 0) of a window of 1 × 3 × 3") {
      var kernels = Self.kernels
      kernels[0, 0, -1, 0] = 1
    },
    Refusal("(0, 2) lies outside 9 × 2") { _ = kernels[2, 0, 0, 0] },
    Refusal("place (1, 0, 0) of a window of 1 × 3 × 3") { _ = kernels.kernel(output: 0, input: 1) },
    Refusal("place (\(Int.max), 0, 0) of a window of 1 × 3 × 3") {
      _ = kernels.kernel(output: 0, input: .max)
    },
    Refusal("a stride of 0, a padding of 0") { _ = kernels.outputLength(4, stride: 0) },
    Refusal("a stride of 1, a padding of -1") { _ = kernels.outputLength(4, padding: -1) },
    Refusal("a stride of 1, a padding of \(Int.max)") { _ = kernels.outputLength(4, padding: .max) },
    Refusal("a kernel of 3 on \(Int.max) + 2 · 1") { _ = kernels.outputLength(.max, padding: 1) },
    Refusal("a kernel of 3 on 2 + 2 · 0") { _ = kernels.outputLength(2) },
    Refusal("2 maps for a convolution of 1") {
      _ = kernels.forward(FeatureMaps(maps: 2, rows: 4, columns: 4))
    },
    Refusal("slopes of 1 × 2 × 2 for an input of 1 × 4 × 4 and 2 kernels of 3 × 3") {
      _ = kernels.backward(square, FeatureMaps(maps: 1, rows: 2, columns: 2))
    },
    Refusal("slopes of 2 × 1 × 2 for an input of 1 × 4 × 4 and 2 kernels of 3 × 3") {
      _ = kernels.backward(square, FeatureMaps(maps: 2, rows: 1, columns: 2))
    },
    Refusal("slopes of 2 × 2 × 1 for an input of 1 × 4 × 4 and 2 kernels of 3 × 3") {
      _ = kernels.backward(square, FeatureMaps(maps: 2, rows: 2, columns: 1))
    },
    Refusal("slopes of 1 × 4 × 4 for an input of 1 × 4 × 4 and 2 kernels of 3 × 3") {
      _ = kernels.backward(square, square)
    },
    Refusal("slopes of 2 × 2 × 2 for an input of 3 × 4 × 4 and 2 kernels of 3 × 3") {
      let d = FeatureMaps(maps: 2, rows: 2, columns: 2)
      _ = kernels.backward(FeatureMaps(maps: 3, rows: 4, columns: 4), d)
    },
    Refusal("1 kernels for 2 input maps") { _ = Convolution(kernels: [[[[1]], [[2]]], [[[3]]]]) },
    Refusal("a kernel of 2 × 1 beside 1 × 1") { _ = Convolution(kernels: [[[[1]]], [[[3], [4]]]]) },
    Refusal("a kernel of 1 × 2 beside 1 × 1") { _ = Convolution(kernels: [[[[1]]], [[[3, 4]]]]) },
    Refusal("3 values do not fill 2 × 2") {
      var kernel = Matrix(rows: 2, columns: 2)
      kernel.values.removeLast()
      _ = Convolution(kernels: [[kernel]])
    },
    Refusal("a kernel of 3 on 2 inputs") { _ = convolve([1, 2], kernel: [1, 2, 3]) },
    Refusal("a kernel of 0 on 2 inputs") { _ = convolve([1, 2], kernel: []) },
    Refusal("a stride of 0") { _ = convolve([1, 2], kernel: [1], stride: 0) },
    Refusal("a matrix of 1 × \(Int.max)") { _ = Dense(inputs: 1, outputs: .max) },
    Refusal("a matrix of -1 × 2") { _ = Dense(inputs: -1, outputs: 2) },
  ]

  /// Convolutions whose parts were changed by hand until they do not fit.
  private static let misshapen: [Refusal] = [false, true].flatMap { isBackward in
    @Sendable func pass(_ change: (inout Convolution) -> Void) {
      var layer = kernels
      change(&layer)
      if !isBackward { _ = layer.forward(square) }
      if isBackward { _ = layer.backward(square, FeatureMaps(maps: 2, rows: 2, columns: 2)) }
    }
    return [
      Refusal("100 rows of weights for 1 × 3²") {
        pass { $0.weights = Matrix(rows: 100, columns: 2) }
      },
      Refusal("8 rows of weights for 1 × 3²") { pass { $0.weights = Matrix(rows: 8, columns: 2) } },
      Refusal("9 biases for 2 maps") { pass { $0.bias = Matrix(rows: 1, columns: 9) } },
      Refusal("1 biases for 2 maps") { pass { $0.bias = Matrix(rows: 1, columns: 1) } },
    ]
  }

  private static let images: [Refusal] = [
    Refusal("783 pixels for 1 labels") { _ = Digits(images: [UInt8](repeating: 0, count: 783), labels: [1]) },
    Refusal("a label of 10, expected 0 to 9") {
      _ = Digits(images: [UInt8](repeating: 0, count: 784), labels: [10])
    },
    Refusal("image 2 of 2") { _ = two.image(2) },
    Refusal("image -1 of 2") { _ = two.subset([0, -1]) },
    Refusal("3 pixels, expected 28 × 28") { _ = Pixels.standardized.maps(of: [1, 2, 3]) },
    Refusal("an image of 2 × 32 × 32, expected 1 × 32 × 32") {
      _ = LeNet5().forward(FeatureMaps(maps: 2, rows: 32, columns: 32))
    },
    Refusal("an image of 1 × 31 × 32, expected 1 × 32 × 32") {
      _ = LeNet5().forward(FeatureMaps(maps: 1, rows: 31, columns: 32))
    },
    Refusal("an image of 1 × 32 × 31, expected 1 × 32 × 32") {
      _ = LeNet5().forward(FeatureMaps(maps: 1, rows: 32, columns: 31))
    },
    Refusal("an image of 2 × 32 × 32, expected 1 × 32 × 32") {
      _ = Lanes.OfMaps(LeNet5()).scores(FeatureMaps(maps: 2, rows: 32, columns: 32))
    },
    Refusal("an image of 1 × 31 × 32, expected 1 × 32 × 32") {
      _ = Lanes.OfMaps(LeNet5()).scores(FeatureMaps(maps: 1, rows: 31, columns: 32))
    },
    Refusal("an image of 1 × 32 × 31, expected 1 × 32 × 32") {
      _ = Lanes.OfMaps(LeNet5()).scores(FeatureMaps(maps: 1, rows: 32, columns: 31))
    },
    Refusal("an image of 1 × 4 × 4, expected 1 × 32 × 32") { _ = LeNet5().forward(square) },
    Refusal("an image of 1 × 28 × 28, expected 1 × 32 × 32") {
      _ = Lanes.OfMaps(LeNet5()).scores(FeatureMaps(maps: 1, rows: 28, columns: 28))
    },
    Refusal("images of 784 numbers, expected 32 × 32") { _ = LeNet5().scores(Matrix(rows: 1, columns: 784)) },
    Refusal("1 values do not fill 6 × 25") { _ = LeNet5(pooling: .average) { _, _ in [1] } },
    Refusal("1 guesses, 2 images") { _ = errorRate([3], two) },
    Refusal("0 guesses, 0 images") { _ = errorRate([], two.subset([])) },
    Refusal("a guess of 10, expected 0 to 9") { _ = errorRate([3, 10], two) },
    Refusal("1 guesses, 2 images") { _ = confusionMatrix([3], two) },
    Refusal("(9, 10) lies outside 10 × 10") { _ = confusionMatrix([3, 10], two) },
    Refusal("0 threads in epoch 1") { _ = Distortion().apply(to: two, epoch: 1, seed: 1, threads: 0) },
    Refusal("1 threads in epoch -1") { _ = Distortion().apply(to: two, epoch: -1, seed: 1) },
    Refusal("3 pixels, expected 28 × 28") {
      var generator = SeededGenerator(seed: 1)
      _ = Distortion().apply(to: [1, 2, 3], using: &generator)
    },
    Refusal("a distortion by [2.0, 0.2, 0.12, nan, 3.0], expected at most 100") {
      var distortion = Distortion()
      distortion.shear = .nan
      _ = distortion.apply(to: two, epoch: 1, seed: 1)
    },
  ]

  private static let settings: [Refusal] = [
    Refusal("a learning rate of inf") { _ = TrainingSettings(learningRate: .infinity) },
    Refusal("a learning rate of 0.0") { _ = TrainingSettings(learningRate: 0) },
    Refusal("a decay of 0.0") { _ = TrainingSettings(decay: 0) },
    Refusal("a decay of inf") { _ = TrainingSettings(decay: .infinity) },
    Refusal("a decay of nan") { _ = TrainingSettings(decay: .nan) },
    Refusal("a penalty of l1 -1.0, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: -1) },
    Refusal("a penalty of l1 inf, l2 0.0; expected two finite numbers from 0") { _ = Penalty(l1: .infinity) },
    Refusal("a penalty of l1 0.0, l2 inf; expected two finite numbers from 0") { _ = Penalty(l2: .infinity) },
    Refusal("a penalty of l1 0.0, l2 -1.0; expected two finite numbers from 0") { _ = Penalty(l2: -1) },
    Refusal("-1 epochs of at most 0 steps") { _ = TrainingSettings(epochs: -1) },
    Refusal("\(Int.max) epochs of at most 0 steps") { _ = TrainingSettings(epochs: .max) },
    Refusal("20 epochs of at most -1 steps") { _ = TrainingSettings(steps: -1) },
    Refusal("-1 epochs") {
      var settings = once
      settings.epochs = -1
    },
    Refusal("-1 steps") {
      var settings = once
      settings.steps = -1
    },
    Refusal("a batch of 0 images") { _ = TrainingSettings(batch: 0) },
    Refusal("a momentum of -0.5") {
      var (network, updater) = (LeNet5(), Updater(.momentum(-0.5), for: LeNet5()))
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("a momentum of 1.0") {
      var (network, updater) = (LeNet5(), Updater(.momentum(1), for: LeNet5()))
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("a momentum of nan") {
      var (W, V): (Matrix, Matrix) = ([[1]], [[1]])
      momentum(&W, &V, W, .nan, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 1.0, ε = 1e-08") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, beta2: 1, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 0.999, ε = 0.0") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, epsilon: 0, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = 0.9, β₂ = 0.999, ε = inf") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, epsilon: .infinity, learningRate: 1)
    },
    Refusal("1 × 1 weights beside 1 × 2, 2 values") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1, 2]])
      adam(&W, &V, &S, W, step: 1, learningRate: 1)
    },
    Refusal("step 1 of Adam with β₁ = nan, β₂ = 0.999, ε = 1e-08") {
      var (W, V, S): (Matrix, Matrix, Matrix) = ([[1]], [[1]], [[1]])
      adam(&W, &V, &S, W, step: 1, beta1: .nan, learningRate: 1)
    },
    Refusal("the learning rate of epoch 0") { _ = once.learningRate(epoch: 0) },
    Refusal("a batch of 0 images on 1 threads") { _ = Lanes.Batch(capacity: 0) },
    Refusal("a batch of \(Int.max) images on 1 threads") { _ = Lanes.Batch(capacity: .max) },
    Refusal("a batch of 1 images on 0 threads") { _ = Lanes.Batch(capacity: 1, threads: 0) },
  ]

  private static let training: [Refusal] = [
    Refusal("the loss of no images") { _ = lossAndGradient(LeNet5(), two, []) },
    Refusal("image 2 of 2") { _ = lossAndGradient(LeNet5(), two, [2]) },
    Refusal("the loss of no images") {
      _ = Lanes.lossAndGradient(LeNet5(), two, [], in: Lanes.Batch(capacity: 2))
    },
    Refusal("image -1 of 2") { _ = Lanes.lossAndGradient(LeNet5(), two, [-1], in: Lanes.Batch(capacity: 2)) },
    Refusal("image 2 of 2") { _ = Lanes.scores(LeNet5(), two, [0, 2], in: Lanes.Batch(capacity: 2)) },
    Refusal("2 images in a batch of 1") {
      _ = Lanes.scores(LeNet5(), two, [0, 1], in: Lanes.Batch(capacity: 1))
    },
    Refusal("a batch of 256 images on 0 threads") { _ = Lanes.classify(LeNet5(), two, threads: 0) },
    Refusal("no images to train on") {
      var state = Training()
      try train(&state, two.subset([]), once)
    },
    Refusal("epoch 0 as the first") {
      var state = Training()
      try train(&state, two, once, from: 0)
    },
    Refusal("1 images in epoch 1, expected 2") {
      var state = Training()
      try train(&state, two, once, images: { digits, _ in digits.subset([0]) })
    },
    Refusal("no images to train on") {
      var state = Training()
      try Lanes.train(&state, two.subset([]), once)
    },
    Refusal("step 0 of Adam with β₁ = 0.9, β₂ = 0.999, ε = 1e-08") {
      var (network, updater) = (LeNet5(), Updater(.adam, for: LeNet5()))
      updater.steps = -1
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("84 × 10 weights beside 84 × 9, 756 values") {
      var (network, updater) = (LeNet5(), Updater(.momentum(0.9), for: LeNet5()))
      updater.velocities[8] = Matrix(rows: 84, columns: 9)
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("84 × 10 weights beside 84 × 9, 756 values") {
      var (network, updater) = (LeNet5(), Updater(.adam, for: LeNet5()))
      updater.squares[8] = Matrix(rows: 84, columns: 9)
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("[0, 10] velocities and squares, expected [10, 10]") {
      var (network, updater) = (LeNet5(), Updater(.adam, for: LeNet5()))
      updater.velocities = []
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("[10, 0] velocities and squares, expected [10, 10]") {
      var (network, updater) = (LeNet5(), Updater(.adam, for: LeNet5()))
      updater.squares = []
      updater.update(&network, LeNet5(), learningRate: 1)
    },
    Refusal("84 × 1 times 3 × 10") {
      let x = FeatureMaps(maps: 1, rows: 32, columns: 32)
      _ = LeNet5().backward(LeNet5().forward(x), scoreGradient: Matrix(rows: 3, columns: 10))
    },
  ]

  private static let as1998: [Refusal] = [
    Refusal("17 images for sixteen lanes") {
      _ = ImageGroup1998().forward(LeNet1998(), two, [Int](repeating: 0, count: 17)[...])
    },
    Refusal("image 5 of 2") { _ = ImageGroup1998().forward(LeNet1998(), two, [5]) },
    Refusal("the learning rate of epoch 0") { _ = LeNet1998.learningRate(epoch: 0) },
    Refusal("the curvature of no images") { _ = LeNet1998().curvature(two, []) },
    Refusal("image 2 of 2") { _ = LeNet1998().curvature(two, [2]) },
    Refusal("83 outputs of F6, expected 84") { _ = LeNet1998.distances(Matrix(rows: 1, columns: 83)) },
    Refusal("85 outputs of F6, expected 84") { _ = LeNet1998.distances(Matrix(rows: 1, columns: 85)) },
    Refusal("1 examples for 2 labels") { _ = LeNet1998.loss(Matrix(rows: 1, columns: 10), [1, 2]) },
    Refusal("0 examples for 0 labels") { _ = LeNet1998.loss(Matrix(rows: 0, columns: 10), []) },
    Refusal("9 distances, expected 10") { _ = LeNet1998.loss(Matrix(rows: 1, columns: 9), [1]) },
    Refusal("(0, 10) lies outside 1 × 10") { _ = LeNet1998.loss(Matrix(rows: 1, columns: 10), [10]) },
    Refusal("no images to train on") {
      var network = LeNet1998()
      try train(&network, two.subset([]), epochs: 1)
    },
    Refusal("-1 epochs, the first of them 1") {
      var network = LeNet1998()
      try train(&network, two, epochs: -1)
    },
    Refusal("1 epochs, the first of them 0") {
      var network = LeNet1998()
      try train(&network, two, epochs: 1, from: 0)
    },
    Refusal("a curvature of 0 images") {
      var network = LeNet1998()
      try train(&network, two, epochs: 1, curvatureImages: 0)
    },
  ]

  /// No step of any rule is of such a length.
  private static let rates: [Refusal] = ([-1, .infinity, .nan] as [Float]).flatMap { rate in
    [UpdateRule.gradientDescent, .momentum(0.9), .adam].map { rule in
      Refusal("a learning rate of \(rate)") {
        var (network, updater) = (LeNet5(), Updater(rule, for: LeNet5()))
        updater.update(&network, LeNet5(), learningRate: rate)
      }
    } + [
      Refusal("a learning rate of \(rate)") {
        var weights: Matrix = [[1]]
        Penalty(l1: 1).shrink(&weights, learningRate: rate)
      }
    ]
  }
}
