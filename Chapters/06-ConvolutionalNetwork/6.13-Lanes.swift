import Figures
import Formats
import ReadAlong
import ConvolutionalNetwork
import Matrices

let lanes = Section("6.13", "The same loops, sixteen images at a time") { page in
  page.text(
    """
    One idea again: write the loop for one image, then make the number a vector of sixteen images. A weight of \
    the kernel is the same for all sixteen, so it is repeated in all lanes, and one instruction multiplies it \
    with a pixel of each image. No lane ever needs another; the six loops stay.
    """)
  let digits = try fiveThousand().heldOut
  let network = TrainingState().network
  let x = (0..<16).map { Pixels.standardized.maps(of: digits.image($0)) }
  let batch = Lanes.Batch(capacity: 16)
  let indices = Array(0..<16)[...]
  let plainScores = x.map { network.forward($0).scores.values }.flatMap { $0 }
  let laneScores = Lanes.scores(network, digits, indices, in: batch).values
  page.line(
    "The scores of sixteen digits are the same to the bit: \(plainScores == laneScores ? "yes" : "no")")

  let plain = secondsPerCall { for image in x { _ = network.forward(image) } }
  let single = Lanes.OfMaps(network)
  let one = secondsPerCall { _ = single.scores(digits.images[..<Digits.pixels]) } * 16
  let sixteen = secondsPerCall { _ = Lanes.scores(network, digits, indices, in: batch) }
  let learning = secondsPerCall { _ = Lanes.lossAndGradient(network, digits, indices, in: batch) }
  page.table(
    ["sixteen images", "microseconds", "images a second", "times as fast"],
    [
      ("forward, plain loops", plain), ("forward, one by one, columns and maps in the lanes", one),
      ("forward, images in the lanes", sixteen), ("forward and backward, in the lanes", learning),
    ].map { name, time in
      [
        name, fixed(time * 1e6, 0), grouped(Int(16 / time)),
        name.hasPrefix("forward,") ? fixed(plain / time, 0) : "",
      ]
    }, measured: true)
  page.text(
    """
    A single image cannot fill sixteen lanes with images. For it the lanes hold sixteen columns of a map in C1, \
    and from C3 on the sixteen maps. The sums run in the same order everywhere, so all ways agree to the last bit.
    """)
}
