// Threads that stay. A step of training takes a hundred microseconds, and to wake a sleeping thread takes
// tens; so a worker without work looks for some a while before it sleeps.
//
// Embedded Swift has no threads: there a team does all parts itself, one after the other. An unsafe pointer
// hands a worker to `pthread_create`, which, unlike Dispatch, tells when no thread could be started.

#if !hasFeature(Embedded)
  import Dispatch
  import Synchronization
  #if canImport(Darwin)
    import Darwin
  #elseif canImport(Glibc)
    import Glibc
  #else
    import Musl
  #endif
#endif

/// Some threads that do parts of one piece of work at the same time.
public final class Team {
  /// The threads, the caller's own included, and those that the system would not start: it does their parts.
  public let count: Int
  #if !hasFeature(Embedded)
    private let workers: [Worker?]
    private let isBusy = Atomic(false)
  #endif

  public init(count: Int) {
    require(1...64 ~= count, "a team of \(count) threads, expected 1 to 64")
    self.count = count
    #if !hasFeature(Embedded)
      workers = (1..<count).map { Worker(part: $0) }
    #endif
  }

  #if !hasFeature(Embedded)
    deinit {
      for worker in workers { worker?.receive(nil) }
    }
  #endif

  /// Calls `work` with 0, 1, … `parts` − 1, each on its thread, and returns when all are done.
  func run(_ parts: Int, _ work: (Int) -> Void) {
    require((1...count).contains(parts), "\(parts) parts for \(count) threads")
    #if hasFeature(Embedded)
      for part in 0..<parts { work(part) }
    #else
      if parts == 1 { return work(0) }
      require(!isBusy.exchange(true, ordering: .acquiring), "work for a team that is at work")
      defer { isBusy.store(false, ordering: .releasing) }
      withoutActuallyEscaping(work) { work in
        for worker in workers.prefix(parts - 1) { worker?.receive(work) }
        for part in 0..<parts where part == 0 || workers[part - 1] == nil { work(part) }
        for worker in workers.prefix(parts - 1) { worker?.done.wait() }
      }
    #endif
  }

  /// Calls `work` with 0, 1, … `count` − 1, dealt to the threads in turn, and with the thread's number.
  public func deal(_ count: Int, _ work: (_ index: Int, _ thread: Int) -> Void) {
    require(count >= 0, "\(count) pieces of work")
    let threads = max(1, min(self.count, count))
    run(threads) { for index in stride(from: $0, to: count, by: threads) { work(index, $0) } }
  }
}

#if !hasFeature(Embedded)
  /// A thread that does its part of every piece of work.
  private final class Worker: @unchecked Sendable {
    private let part: Int
    private let begin = Signal()
    let done = Signal()
    private var work: ((Int) -> Void)?

    /// Nil if the system does not start its thread.
    init?(part: Int) {
      self.part = part
      let worker = Unmanaged.passRetained(self)  // by the thread, until it ends
      let failure = withUnsafeTemporaryAllocation(of: Int.self, capacity: 1) { thread in
        let thread = OpaquePointer(thread.baseAddress!)  // on Linux it is a number, on a Mac an address
        return pthread_create(
          .init(thread), nil,
          { worker in
            pthread_detach(pthread_self())
            Unmanaged<Worker>.fromOpaque((worker as UnsafeMutableRawPointer?)!).takeRetainedValue().serve()
            return nil
          }, worker.toOpaque())
      }
      if failure == 0 { return }
      worker.release()
      return nil
    }

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
