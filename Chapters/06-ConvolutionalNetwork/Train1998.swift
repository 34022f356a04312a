import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let train1998Command = Command(
  "train-1998",
  summary:
    "Trains the network of 1998 as the paper did, one image a step, on the 5,000 digits in Data or with --data on the "
    + "full MNIST; counts the errors after each epoch.",
  options: [
    Option("data", value: "DIR", help: "the folder that holds MNIST's four files"),
    Option("epochs", value: "N", default: "20", help: "passes over the training images"),
    Option("seed", value: "N", default: "1", help: "decides the first weights and the order"),
  ]
) { arguments in
  let (training, test) =
    try arguments.optionalString("data").map { folder in
      (
        try Digits(LabeledImages.mnist(.training, in: folder)),
        try Digits(LabeledImages.mnist(.test, in: folder))
      )
    } ?? fiveThousand()
  let epochs = try arguments.int("epochs", in: 1...1000)
  let seed = try arguments.seed("seed")
  var generator = SeededGenerator(seed: seed)
  var network = LeNet1998(using: &generator)
  let progress = Progress(total: epochs, unit: "images")
  defer { progress.finish() }
  var rows: [[String]] = []
  func errors(_ network: LeNet1998, _ digits: Digits) -> String {
    let error = errorRate(classify(network, digits), digits)
    return "\(fixed(100 * error, 2)) % (\(grouped(Int((error * Double(digits.count)).rounded()))))"
  }
  do {
    try train(&network, training, epochs: epochs, seed: seed) { epoch, loss, network in
      rows.append(["\(epoch)", fixed(loss, 2), errors(network, training), errors(network, test)])
      progress.update(completed: epoch, loss: loss, units: epoch * training.count)
      return true
    }
  } catch {
    throw UserError("\(error)")
  }
  progress.finish()
  Page().table(["epoch", "loss", "wrong of the training images", "wrong of the test images"], rows)
}
