import ConvolutionalNetwork
import Figures
import Formats
import Matrices
import ReadAlong

let lanes = Section("6.13") { page in
  let digits = try fiveThousand().heldOut
  let network = Training().network
  let x = (0..<16).map { Pixels.standardized.maps(of: digits.image($0)) }
  let batch = Lanes.Batch(capacity: 16)
  let oneByOne = Lanes.OfMaps(network)
  let indices = ArraySlice(0..<16)
  try page.output("same-bits") { out in
    let plain = x.map { network.forward($0).scores.values }
    let inLanes = Lanes.scores(network, digits, indices, in: batch)
    out.line(
      "plain loops and images in lanes: \((0..<16).allSatisfy { Array(inLanes[row: $0]) == plain[$0] })")
    out.line(
      "plain loops and maps in lanes:   "
        + "\((0..<16).allSatisfy { oneByOne.scores(x[$0]) == plain[$0] })")
  }
  try page.output("speed") { out in
    let times = [
      ("forward, plain loops", secondsPerCall { for image in x { _ = network.forward(image) } }),
      (
        "forward, one by one, maps in the lanes",
        secondsPerCall { for image in x { _ = oneByOne.scores(image) } }
      ),
      (
        "forward, images in the lanes",
        secondsPerCall { _ = Lanes.scores(network, digits, indices, in: batch) }
      ),
      (
        "forward and backward, images in the lanes",
        secondsPerCall { _ = Lanes.lossAndGradient(network, digits, indices, in: batch) }
      ),
    ]
    out.table(
      ["sixteen images", "microseconds", "images a second", "times as fast"],
      times.map { name, time in
        [
          name, fixed(time * 1e6, 0), grouped(Int(16 / time)),
          name.hasPrefix("forward,") ? fixed(times[0].1 / time, 0) : "",
        ]
      })
  }
}
