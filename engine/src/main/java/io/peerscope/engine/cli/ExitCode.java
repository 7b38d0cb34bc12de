package io.peerscope.engine.cli;

/// The exit codes that scripts rely on.
public final class ExitCode {

  /// Done; for a question about a DMA: allowed.
  public static final int OK = 0;

  /// Nothing matched, for instance no such address.
  public static final int NOTHING_MATCHED = 1;

  /// The input is unreadable, or nothing in it could be understood.
  public static final int UNREADABLE = 2;

  /// There are differences between the answers that were to be compared.
  public static final int DIFFERENCES = 3;

  /// The DMA is refused.
  public static final int REFUSED = 10;

  /// A fact is missing that decides the DMA.
  public static final int UNDETERMINED = 11;

  /// The command line itself is wrong (`EX_USAGE` of sysexits.h).
  public static final int USAGE = 64;

  /// A defect of ours (`EX_SOFTWARE` of sysexits.h).
  public static final int DEFECT = 70;

  private ExitCode() {}
}
