// Threads that stay. A step of training takes a hundred microseconds, and to wake a sleeping thread takes
// tens; so a worker without work looks for some a while before it sleeps.
//
// Embedded Swift has no threads: there a team does all parts itself, one after the other.

#if !hasFeature(Embedded)
  import Dispatch
  import Synchronization
#endif

/// Some threads that do parts of one piece of work at the same time.
public final class Team {
  /// The threads, the caller's own included.
  public let count: Int
  #if !hasFeature(Embedded)
    private let workers: [Worker]
    private let isBusy = Atomic(false)
  #endif

  public init(count: Int) {
    require(1...64 ~= count, "a team of \(count) threads, expected 1 to 64")
    self.count = count
    #if !hasFeature(Embedded)
      workers = (1..<count).map { Worker(part: $0) }
      for (index, worker) in workers.enumerated() {
        DispatchQueue(label: "team \(index + 1)", qos: .userInitiated).async { worker.serve() }
      }
    #endif
  }

  #if !hasFeature(Embedded)
    deinit {
      for worker in workers { worker.receive(nil) }
    }
  #endif

  /// Calls `work` with 0, 1, … `parts` − 1, each on a thread of its own, and returns when all are done.
  public func run(_ parts: Int, _ work: (Int) -> Void) {
    require((1...count).contains(parts), "\(parts) parts for \(count) threads")
    #if hasFeature(Embedded)
      for part in 0..<parts { work(part) }
    #else
      if parts == 1 { return work(0) }
      require(!isBusy.exchange(true, ordering: .acquiring), "work for a team that is at work")
      defer { isBusy.store(false, ordering: .releasing) }
      withoutActuallyEscaping(work) { work in
        for worker in workers.prefix(parts - 1) { worker.receive(work) }
        work(0)
        for worker in workers.prefix(parts - 1) { worker.done.wait() }
      }
    #endif
  }
}

#if !hasFeature(Embedded)
  /// A thread that does its part of every piece of work.
  private final class Worker: @unchecked Sendable {
    private let part: Int
    private let begin = Signal()
    let done = Signal()
    private var work: ((Int) -> Void)?

    init(part: Int) { self.part = part }

    /// - Parameter work: nil to leave.
    func receive(_ work: ((Int) -> Void)?) {
      self.work = work
      begin.send()
    }

    func serve() {
      while true {
        begin.wait()
        if work == nil { return }
        work?(part)
        work = nil  // let go of it before the team does
        done.send()
      }
    }
  }

  /// What one thread sends and another waits for, the first while without sleeping.
  private final class Signal: Sendable {
    private enum State: Int, AtomicRepresentable { case nothing, sent, asleep }
    private let state = Atomic(State.nothing)
    private let alarm = DispatchSemaphore(value: 0)

    func send() {
      if state.exchange(.sent, ordering: .acquiringAndReleasing) == .asleep { alarm.signal() }
    }

    func wait() {
      var looks = 0
      while state.load(ordering: .acquiring) == .nothing && looks < 1_000_000 { looks += 1 }
      let sleeps = state.compareExchange(
        expected: .nothing, desired: .asleep, ordering: .acquiringAndReleasing)
      if sleeps.exchanged { alarm.wait() }
      state.store(.nothing, ordering: .relaxed)
    }
  }
#endif
