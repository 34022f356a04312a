// The training in the page: `descend`, but a step a call, so that the page can draw between them.

/// How far it is.
struct PageTraining {
  var training = Training()
  var settings = TrainingSettings()
  var distortion: Distortion?
  /// The epoch that the next step belongs to.
  var epoch = 1
  var order: [Int] = []
  /// Images that the epoch has seen.
  var seen = 0
  /// The sum of their losses.
  var total: Float = 0
  /// The mean loss of the last epoch.
  var loss: Float = 0
  var divergence: Divergence?
}

nonisolated(unsafe) var pageTraining = PageTraining()
nonisolated(unsafe) private var training = Digits(images: [], labels: [])
nonisolated(unsafe) private var heldOut = Digits(images: [], labels: [])
nonisolated(unsafe) private let batch = Lanes.Batch(capacity: 256)

/// Takes the digits, the last thousand of them to be held out.
@_expose(wasm, "setDigits") @_cdecl("setDigits")
public func setDigits(_ images: UnsafePointer<UInt8>, _ labels: UnsafePointer<UInt8>, _ count: Int) {
  func part(_ range: Range<Int>) -> Digits {
    let pixels = UnsafeBufferPointer(
      start: images + range.lowerBound * Digits.pixels, count: range.count * Digits.pixels)
    let digits = UnsafeBufferPointer(start: labels + range.lowerBound, count: range.count)
    return Digits(images: Array(pixels), labels: Array(digits))
  }
  training = part(0..<count - 1000)
  heldOut = part(count - 1000..<count)
}

/// Begins anew with weights drawn from the seed; `rule` is the momentum, or negative for Adam.
@_expose(wasm, "begin") @_cdecl("begin")
public func begin(
  _ seed: UInt64, _ takesMaximum: Bool, _ learningRate: Float, _ rule: Float, _ decay: Float,
  _ weightDecay: Float, _ batch: Int, _ distorts: Bool
) {
  let settings = TrainingSettings(
    learningRate: learningRate, decay: decay, penalty: Penalty(l2: weightDecay / 2), batch: batch, seed: seed)
  let rule = rule < 0 ? UpdateRule.adam : rule == 0 ? .gradientDescent : .momentum(rule)
  pageTraining = PageTraining(
    training: Training(rule, pooling: takesMaximum ? .max : .average, seed: seed), settings: settings,
    distortion: distorts ? Distortion() : nil)
}

/// Puts weights of the reader's, 61,706 numbers in PyTorch's order, in place of those drawn from the seed.
@_expose(wasm, "setWeights") @_cdecl("setWeights")
public func setWeights(_ weights: UnsafePointer<Float>) {
  let (pooling, rule) = (pageTraining.training.network.pooling, pageTraining.training.updater.rule)
  pageTraining.training = Training(LeNet5(weights, pooling: pooling), rule)
}

/// One step; its loss, or nothing finite if training diverges.
@_expose(wasm, "step") @_cdecl("step")
public func step() -> Float {
  require(training.count > 0, "no digits to train on")
  let (epoch, start) = (pageTraining.epoch, pageTraining.seen)
  let settings = pageTraining.settings
  if start == 0 {
    var generator = SeededGenerator(seed: settings.seed, stream: epoch)
    pageTraining.order = generator.permutation(of: training.count)
  }
  let indices = pageTraining.order[start..<min(start + settings.batch, training.count)]
  let number = start / settings.batch + 1
  let images = images(indices, epoch: epoch)
  // For the module an epoch of these images, in one batch
  let once = TrainingSettings(
    learningRate: settings.learningRate, epochs: epoch, decay: settings.decay, penalty: settings.penalty,
    batch: images.count, shuffled: false, seed: settings.seed)
  var loss = Float.nan
  func hear(_ epoch: Epoch) -> Bool {
    loss = epoch.loss
    return true
  }
  do {
    _ = try descend(
      &pageTraining.training, images, once, from: epoch, report: hear, images: { images, _ in images }
    ) { Lanes.lossAndGradient($0, $1, $2, in: batch) }
  } catch {
    pageTraining.divergence = Divergence(
      epoch: epoch, step: number, loss: error.loss, learningRate: error.learningRate)
    return .nan
  }
  pageTraining.total += loss * Float(images.count)
  pageTraining.seen += images.count
  if pageTraining.seen == training.count {
    pageTraining.loss = pageTraining.total / Float(training.count)
    (pageTraining.total, pageTraining.seen) = (0, 0)
    pageTraining.epoch += 1
  }
  return loss
}

/// Some of the digits, as the epoch sees them.
private func images(_ indices: ArraySlice<Int>, epoch: Int) -> Digits {
  let images = indices.flatMap { index in
    guard let distortion = pageTraining.distortion else { return training.image(index) }
    var generator = Distortion.randomNumbers(for: index, epoch: epoch, seed: pageTraining.settings.seed)
    return distortion.apply(to: training.image(index), using: &generator)
  }
  return Digits(images: images, labels: indices.map { training.labels[$0] })
}

/// The epoch that the next step belongs to.
@_expose(wasm, "epoch") @_cdecl("epoch")
public func epoch() -> Int { pageTraining.epoch }

@_expose(wasm, "steps") @_cdecl("steps")
public func steps() -> Int { pageTraining.training.updater.steps }

/// The mean loss of the last whole epoch.
@_expose(wasm, "epochLoss") @_cdecl("epochLoss")
public func epochLoss() -> Float { pageTraining.loss }

/// Gives the letters of the sentence that says how training diverged.
@_expose(wasm, "divergence") @_cdecl("divergence")
public func divergence() { give((pageTraining.divergence?.description ?? "").utf8.map { Float($0) }) }

/// Gives what some of the thousand held out are taken for.
@_expose(wasm, "classifyHeldOut") @_cdecl("classifyHeldOut")
public func classifyHeldOut(_ start: Int, _ count: Int) {
  let indices = Array(start..<start + count)[...]
  give(Lanes.scores(pageTraining.training.network, heldOut, indices, in: batch).argmax().map { Float($0) })
}

/// Gives the ten probabilities of an image.
@_expose(wasm, "guess") @_cdecl("guess")
public func guess(_ image: UnsafePointer<UInt8>) {
  let pixels = Array(UnsafeBufferPointer(start: image, count: Digits.pixels))
  let one = Digits(images: pixels, labels: [0])
  give(Lanes.probabilities(pageTraining.training.network, one, [0], in: batch).values)
}

/// Gives all weights in PyTorch's order, 61,706 numbers.
@_expose(wasm, "weights") @_cdecl("weights")
public func weights() { give(pageTraining.training.network.namedParameters.flatMap { $0.values }) }

@_expose(wasm, "checksum") @_cdecl("checksum")
public func checksum(_ isBroughtAlong: Bool) -> UInt64 {
  let network = isBroughtAlong ? broughtAlong : pageTraining.training.network
  var sum = Checksum()
  for parameter in network.namedParameters { sum.add(parameter.values) }
  return sum.value
}
