import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork

let benchmarkCommand = Command(
  "benchmark",
  summary: "Times epochs of training and inference on the full MNIST; prints JSON.",
  options: [
    Option("data", value: "DIR", help: "the folder that holds MNIST's four files; by default Data/mnist"),
    Option("epochs", value: "N", default: "1", help: "epochs to train"),
    Option("batch", value: "N", default: "64", help: "images a step"),
    Option("images", value: "N", default: "60000", help: "training images to use, the first so many"),
    Option("threads", value: "N", default: "1", help: "threads to use"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the order"),
  ]
) { arguments in
  let folder = arguments.optionalString("data")
  let images = try arguments.int("images", in: 1...60_000)
  let training = try Digits(LabeledImages.mnist(.training, in: folder).prefix(images))
  let test = try Digits(LabeledImages.mnist(.test, in: folder))
  let (epochs, threads) = (
    try arguments.int("epochs", in: 1...1000), try arguments.threads()
  )
  var settings = TrainingSettings(
    batch: try arguments.int("batch", in: 1...images), seed: try arguments.seed("seed"))

  var network = Training(seed: settings.seed)
  var (times, accuracies): ([Double], [Double]) = ([], [])
  for epoch in 1...epochs {
    let clock = secondsSinceStart()
    settings.epochs = epoch
    try Lanes.train(&network, training, settings, from: epoch, threads: threads)
    times.append(clock())
    accuracies.append(1 - errorRate(Lanes.classify(network.network, test, threads: threads), test))
  }
  // C1 has no slopes of inputs; C3, C5, F6 and the output have three products each
  let multiplyAdds = 2 * 28 * 28 * 6 * 25 + 3 * (10 * 10 * 16 * 6 * 25 + 400 * 120 + 120 * 84 + 84 * 10)
  let gflops = 2e-9 * Double(images) * Double(multiplyAdds) / median(times)
  print(
    "{\"work\": \"lenet5\", \"threads\": \(threads), \"batch\": \(settings.batch), \"images\": \(images), "
      + "\"epochs\": \(epochs), \"s_per_epoch\": \(median(times)), \"test_accuracy\": \(accuracies), "
      + "\"inference_images_per_s_batch_1\": \(imagesPerSecond(network.network, test)), "
      + "\"inference_images_per_s_batch_256\": \(imagesPerSecondInBatches(network.network, test, threads: threads)), "
      + arithmetic(gflops, ceiling: ceiling(threads: threads)) + "}")
}

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

private func imagesPerSecond(_ network: LeNet5, _ digits: Digits) -> Double {
  let classifier = Lanes.OfMaps(network)
  let image = Pixels.standardized.maps(of: digits.image(0))
  return 1 / secondsPerCall { _ = classifier.scores(image) }
}

private func imagesPerSecondInBatches(_ network: LeNet5, _ digits: Digits, threads: Int) -> Double {
  let batch = Lanes.Batch(capacity: 256, threads: threads)
  let indices = (0..<256).map { $0 % digits.count }[...]
  return 256 / secondsPerCall { _ = Lanes.scores(network, digits, indices, in: batch) }
}
