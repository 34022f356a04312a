import Figures
import Formats
import ReadAlong
import Matrices
import MultilayerPerceptron

let mnist = Section(
  "4.10", "Reading digits, as the deck does",
  deck: "Deep Learning From Scratch: A practical example – MNIST, Backprop, Training"
) { page in
  page.text(
    """
    784 pixels, 50 hidden sigmoids, 10 sigmoid outputs, one for each digit; cross-entropy; all examples in every \
    step, α = 0.5, until J changes by no more than 0.001. The data are 5,000 digits of MNIST, of which 100 of \
    each are held out.
    """)
  let (training, test) = try Digits.small()
  let start = newNetwork([784, 50, 10], hidden: .sigmoid, output: .sigmoid, .uniform(0.12))
  let settings = TrainingSettings(learningRate: 0.5, epochs: 10_000, tolerance: 1e-3)
  var network = start
  var rows: [[String]] = []
  var last: [String] = []
  let curve = try fit(&network, .gradientDescent, training.examples, settings) { epoch in
    last = [grouped(epoch.number), fixed(epoch.loss, 4)]
    if [1, 2, 3, 10, 50, 100, 200].contains(epoch.number) { rows.append(last) }
  }
  if rows.last != last { rows.append(last) }
  page.table(["step", "J"], rows)
  page.table(
    ["after \(curve.count) steps", "right"],
    [
      ["4,000 training digits", percent(accuracy(network, training.X, training.classes))],
      ["1,000 held-out digits", percent(accuracy(network, test.X, test.classes))],
    ])
  page.text(
    """
    The rule stops early: J still falls, only slowly, for every step has to read all digits first. The deck's \
    program goes through them one by one; as products of matrices the same gradient comes sooner:
    """)
  let few = training.chosen(Array(stride(from: 0, to: 4000, by: 40)))
  let byLoop = gradientByLoop(start, few)
  let byProducts = backward(start, few.X, start.forward(few.X), few.examples.Y, .crossEntropy).layers
  let difference = (byLoop[0].weights - byProducts[0].weights).values.map { abs($0) }.max() ?? 0
  let largest = byProducts[0].weights.values.map { abs($0) }.max() ?? 1
  page.line(
    "The two gradients agree within \(difference / largest < 1e-5 ? "0.001 %" : "\(difference / largest)").")
  let loopTime = secondsPerCall { _ = gradientByLoop(start, few) }
  let productTime = secondsPerCall {
    _ = backward(start, few.X, start.forward(few.X), few.examples.Y, .crossEntropy)
  }
  page.table(
    ["gradient of 100 digits", "milliseconds", "times as fast"],
    [
      ["digit by digit", fixed(loopTime * 1e3, 2), "1.0"],
      ["as products", fixed(productTime * 1e3, 2), fixed(loopTime / productTime, 1)],
    ], measured: true)
}

/// The mean of the gradients of single examples.
private func gradientByLoop(_ network: Network, _ digits: Digits) -> [Layer] {
  var sums = network.layers.map { Layer(inputs: $0.inputs, outputs: $0.outputs) }
  for i in 0..<digits.count {
    let x = Array(digits.X[row: i])
    backward(
      network, x, network.forward(x), Array(digits.examples.Y[row: i]), .crossEntropy, addingTo: &sums)
  }
  for l in sums.indices {
    sums[l].weights /= Float(digits.count)
    sums[l].bias /= Float(digits.count)
  }
  return sums
}
