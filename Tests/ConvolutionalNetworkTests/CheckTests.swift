@testable import ConvolutionalNetwork
import Matrices
import Testing

/// What is refused before an unchecked kernel is reached, and in which words.
@Suite struct CheckTests {
  private static func says(_ result: ExitTest.Result?, _ words: String) -> Bool {
    String(decoding: result?.standardErrorContent ?? [], as: UTF8.self).contains(words)
  }
  private static var two: Digits { Digits(images: [UInt8](repeating: 0, count: 2 * 784), labels: [3, 9]) }

  @Test func `Scores of an image that is not there`() async {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.scores(LeNet5(), CheckTests.two, [0, 2], in: Lanes.Batch(capacity: 2))
    }
    #expect(CheckTests.says(result, "image 2 of 2"))
  }

  @Test func `The gradient of an image that is not there, and of none`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.lossAndGradient(LeNet5(), CheckTests.two, [-1], in: Lanes.Batch(capacity: 2))
    }
    #expect(CheckTests.says(result, "image -1 of 2"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.lossAndGradient(LeNet5(), CheckTests.two, [], in: Lanes.Batch(capacity: 2))
    }
    #expect(CheckTests.says(result, "the loss of no images"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      var state = TrainingState()
      try Lanes.train(&state, CheckTests.two.subset([]), TrainingSettings())
    }
    #expect(CheckTests.says(result, "no images to train on"))
  }

  @Test func `More images than the batch holds, and no threads`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.scores(LeNet5(), CheckTests.two, [0, 1], in: Lanes.Batch(capacity: 1))
    }
    #expect(CheckTests.says(result, "2 images in a batch of 1"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.Batch(capacity: 1, threads: 0)
    }
    #expect(CheckTests.says(result, "a batch of 1 images on 0 threads"))
  }

  @Test func `An image of the network of 1998 that is not there, and a curvature of none`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ImageGroup1998().forward(LeNet1998(), CheckTests.two, [5])
    }
    #expect(CheckTests.says(result, "image 5 of 2"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LeNet1998().curvature(CheckTests.two, [])
    }
    #expect(CheckTests.says(result, "the curvature of no images"))
  }

  @Test func `A label of ten, an image of too few pixels`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Digits(images: [UInt8](repeating: 0, count: 784), labels: [10])
    }
    #expect(CheckTests.says(result, "a label of 10, expected 0 to 9"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Lanes.OfMaps(LeNet5()).scores(FeatureMaps(maps: 1, rows: 28, columns: 28))
    }
    #expect(CheckTests.says(result, "an image of 1 × 28 × 28, expected 1 × 32 × 32"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Pixels.standardized.maps(of: [1, 2, 3])
    }
    #expect(CheckTests.says(result, "3 pixels, expected 28 × 28"))
  }

  @Test func `Settings that cannot be`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(learningRate: .infinity)
    }
    #expect(CheckTests.says(result, "a learning rate of inf"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(epochs: -1)
    }
    #expect(CheckTests.says(result, "-1 epochs"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = TrainingSettings(batch: 0)
    }
    #expect(CheckTests.says(result, "a batch of 0 images"))
  }

  @Test func `Seventeen images for sixteen lanes, and images that are not 32 × 32`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = ImageGroup1998().forward(LeNet1998(), CheckTests.two, ArraySlice([Int](repeating: 0, count: 17)))
    }
    #expect(CheckTests.says(result, "17 images for sixteen lanes"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LeNet5().scores(Matrix(rows: 2, columns: 784))
    }
    #expect(CheckTests.says(result, "images of 784 numbers, expected 32 × 32"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = Digits(images: [UInt8](repeating: 0, count: 784), labels: [1, 2])
    }
    #expect(CheckTests.says(result, "784 pixels for 2 labels"))
  }

  @Test func `Maps that a convolution does not fit, and slopes that do not fit the maps`() async {
    var result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = FeatureMaps(maps: 2, rows: 3, columns: 3, values: [1, 2, 3])
    }
    #expect(CheckTests.says(result, "3 values do not fill 2 × 3 × 3"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LeNet5().c1.forward(FeatureMaps(maps: 2, rows: 32, columns: 32))
    }
    #expect(CheckTests.says(result, "2 maps for a convolution of 1"))
    result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      _ = LeNet5().c1.forward(FeatureMaps(maps: 1, rows: 4, columns: 32))
    }
    #expect(CheckTests.says(result, "a kernel of 5 on 4 + 2 · 0"))
  }
}
