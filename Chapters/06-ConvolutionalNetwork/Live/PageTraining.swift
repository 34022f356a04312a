// The training in the page: the loop of `descend`, but a step a call, so that the page can draw between them.

/// What `descend` keeps in variables from step to step.
struct PageTraining {
  var state = TrainingState()
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
    learningRate: learningRate, rule: rule < 0 ? .adam : .momentum(rule), decay: decay,
    weightDecay: weightDecay, batch: batch, seed: seed)
  pageTraining = PageTraining(
    state: TrainingState(pooling: takesMaximum ? .max : .average, seed: seed), settings: settings,
    distortion: distorts ? Distortion() : nil)
}

/// Puts weights of the reader's, 61,706 numbers in PyTorch's order, in place of those drawn from the seed.
@_expose(wasm, "setWeights") @_cdecl("setWeights")
public func setWeights(_ weights: UnsafePointer<Float>) {
  let pooling = pageTraining.state.network.pooling
  pageTraining.state = TrainingState(LeNet5(weights, pooling: pooling))
}

/// One step; its loss, or nothing finite if training diverges.
@_expose(wasm, "step") @_cdecl("step")
public func step() -> Float {
  require(training.count > 0, "no digits to train on")
  let (settings, epoch) = (pageTraining.settings, pageTraining.epoch)
  if pageTraining.seen == 0 {
    pageTraining.order = SeededGenerator.order(of: training.count, epoch: epoch, seed: settings.seed)
  }
  let start = pageTraining.seen
  let indices = pageTraining.order[start..<min(start + settings.batch, training.count)]
  let rate = settings.learningRate(epoch: epoch)
  let (loss, gradient) =
    pageTraining.distortion.map { distortion in
      let part = distortion.apply(to: training, indices, epoch: epoch, seed: settings.seed)
      return Lanes.lossAndGradient(pageTraining.state.network, part, Array(0..<part.count)[...], in: batch)
    } ?? Lanes.lossAndGradient(pageTraining.state.network, training, indices, in: batch)
  let number = start / settings.batch + 1
  func diverge() -> Float {
    pageTraining.divergence = Divergence(epoch: epoch, step: number, loss: loss, learningRate: rate)
    return .nan
  }
  if !loss.isFinite { return diverge() }
  update(&pageTraining.state, gradient, settings, learningRate: rate)
  pageTraining.total += loss * Float(indices.count)
  pageTraining.seen += indices.count
  if pageTraining.seen == training.count {
    for parameter in LeNet5.parameters where !pageTraining.state.network[parameter].sum().isFinite {
      return diverge()
    }
    pageTraining.loss = pageTraining.total / Float(training.count)
    (pageTraining.total, pageTraining.seen) = (0, 0)
    pageTraining.epoch += 1
  }
  return loss
}

/// The epoch that the next step belongs to.
@_expose(wasm, "epoch") @_cdecl("epoch")
public func epoch() -> Int { pageTraining.epoch }

@_expose(wasm, "steps") @_cdecl("steps")
public func steps() -> Int { pageTraining.state.steps }

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
  give(Lanes.scores(pageTraining.state.network, heldOut, indices, in: batch).argmax().map { Float($0) })
}

/// Gives the ten probabilities of an image.
@_expose(wasm, "guess") @_cdecl("guess")
public func guess(_ image: UnsafePointer<UInt8>) {
  let pixels = Array(UnsafeBufferPointer(start: image, count: Digits.pixels))
  let one = Digits(images: pixels, labels: [0])
  give(probabilities(Lanes.scores(pageTraining.state.network, one, [0], in: batch)).values)
}

/// Gives all weights in PyTorch's order, 61,706 numbers.
@_expose(wasm, "weights") @_cdecl("weights")
public func weights() { give(pageTraining.state.network.namedParameters.flatMap { $0.values }) }

@_expose(wasm, "checksum") @_cdecl("checksum")
public func checksum(_ isBroughtAlong: Bool) -> UInt64 {
  let network = isBroughtAlong ? broughtAlong : pageTraining.state.network
  var sum = Checksum()
  for parameter in network.namedParameters { sum.add(parameter.values) }
  return sum.value
}

extension Distortion {
  /// Some of the images that an epoch sees: what `apply(to:epoch:seed:)` makes of them.
  fileprivate func apply(to digits: Digits, _ indices: ArraySlice<Int>, epoch: Int, seed: UInt64) -> Digits {
    var generator = SeededGenerator(seed: seed &+ UInt64(epoch) &* 0x9E37_79B9_7F4A_7C15)
    let first = generator.next()
    let images = indices.flatMap { index in
      var generator = SeededGenerator(seed: first &+ UInt64(index))
      return apply(to: digits.image(index), using: &generator)
    }
    return Digits(images: images, labels: indices.map { digits.labels[$0] })
  }
}
