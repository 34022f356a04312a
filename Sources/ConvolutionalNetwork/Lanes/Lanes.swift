// Scores, loss and gradient of a batch. Its groups of sixteen images are divided among threads; then what the
// groups found is put together in their order. So the number of threads changes no bit.

import Matrices

/// The functions of the plain story with sixteen images in the lanes of each number, on some threads.
public enum Lanes {
  /// The memory of a batch and the threads that work on it, made once.
  public final class Batch {
    public let capacity: Int
    fileprivate let groups: [ImageGroup]
    private let maps: [GroupMaps]  // a thread each
    fileprivate let team: Team
    fileprivate var dense = PackedDense()
    fileprivate var gradient = LeNet5()
    fileprivate var part = LeNet5()  // a group's part of it

    /// - Parameters:
    ///   - capacity: images that a batch may have.
    ///   - threads: used at most; a thread has at least one group of sixteen images.
    public init(capacity: Int, threads: Int = 1) {
      require(1...1 << 20 ~= capacity && threads > 0, "a batch of \(capacity) images on \(threads) threads")
      self.capacity = capacity
      groups = (0..<(capacity + 15) / 16).map { _ in ImageGroup() }
      team = Team(count: min(threads, groups.count))
      maps = (0..<team.count).map { _ in GroupMaps(.standardized) }
    }

    /// Calls `work` with each group and its part of the indices, whose images are in the lanes.
    fileprivate func forEachGroup(
      _ digits: Digits, _ indices: ArraySlice<Int>, _ work: (ImageGroup, GroupMaps, ArraySlice<Int>) -> Void
    ) {
      require(indices.count <= capacity, "\(indices.count) images in a batch of \(capacity)")
      team.deal((indices.count + 15) / 16) { g, thread in
        let part = indices.dropFirst(16 * g).prefix(16)
        maps[thread].setImages(digits, part)
        work(groups[g], maps[thread], part)
      }
    }
  }

  /// The scores of some images: indices × 10.
  public static func scores(
    _ network: LeNet5, _ digits: Digits, _ indices: ArraySlice<Int>, in batch: Batch
  ) -> Matrix {
    batch.dense.repack(network, alsoTransposes: false)
    batch.forEachGroup(digits, indices) { group, maps, _ in group.forward(network, batch.dense, maps) }
    let values = batch.groups.flatMap { $0.A[3].values }.prefix(10 * indices.count)
    return Matrix(rows: indices.count, columns: 10, values: Array(values))
  }

  /// The probabilities of the digits in some images: indices × 10.
  public static func probabilities(
    _ network: LeNet5, _ digits: Digits, _ indices: ArraySlice<Int>, in batch: Batch
  ) -> Matrix { softmax(scores(network, digits, indices, in: batch)) }

  /// The mean loss of some images and its gradient.
  public static func lossAndGradient(
    _ network: LeNet5, _ digits: Digits, _ indices: ArraySlice<Int>, in batch: Batch
  ) -> (loss: Float, gradient: LeNet5) {
    require(!indices.isEmpty, "the loss of no images")
    batch.dense.repack(network, alsoTransposes: true)
    batch.forEachGroup(digits, indices) { group, maps, part in
      group.forward(network, batch.dense, maps)
      group.backward(network, batch.dense, maps, digits.labels, part, of: indices.count)
    }
    if batch.part.pooling != network.pooling {
      (batch.gradient, batch.part) = (LeNet5(pooling: network.pooling), LeNet5(pooling: network.pooling))
    }
    let groups = batch.groups.prefix((indices.count + 15) / 16)
    for (n, group) in groups.enumerated() {
      group.setGradient(&batch.part, by: batch.team)
      if n == 0 { swap(&batch.gradient, &batch.part) }
      for parameter in LeNet5.parameters where n > 0 { batch.gradient[parameter] += batch.part[parameter] }
    }
    return (groups.reduce(0) { $0 + $1.loss } / Float(indices.count), batch.gradient)
  }

  /// Trains on the digits, as the plain `train` does.
  ///
  /// - Parameter threads: change the time, never a bit of the result.
  @discardableResult
  public static func train(
    _ training: inout Training, _ digits: Digits, _ settings: TrainingSettings, from first: Int = 1,
    threads: Int = 1, report: (Epoch) -> Bool = { _ in true },
    images: (Digits, _ epoch: Int) -> Digits = { digits, _ in digits }
  ) throws(Divergence) -> Int {
    let batch = Batch(capacity: max(min(settings.batch, digits.count), 1), threads: threads)
    return try descend(&training, digits, settings, from: first, report: report, images: images) {
      lossAndGradient($0, $1, $2, in: batch)
    }
  }

  /// The digit with the largest score for each image.
  public static func classify(_ network: LeNet5, _ digits: Digits, threads: Int = 1) -> [Int] {
    let batch = Batch(capacity: 256, threads: threads)
    let order = Array(0..<digits.count)
    return stride(from: 0, to: order.count, by: 256).flatMap { start in
      scores(network, digits, order[start..<min(start + 256, order.count)], in: batch).argmax()
    }
  }
}
