package io.peerscope.engine.cli;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Turns every exception into one line that says what to do, and an exit code.
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

  private final Streams streams;

  Failures(Streams streams) {
    this.streams = streams;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    String command = failure.getCommandLine().getCommandSpec().qualifiedName();
    streams.tell(
        "peerscope: "
            + firstLine(failure)
            + hint(failure)
            + "; `"
            + command
            + " --help` tells more");
    return ExitCode.USAGE;
  }

  private static String firstLine(ParameterException failure) {
    if (failure instanceof UnmatchedArgumentException unmatched) {
      return "does not understand " + String.join(" ", unmatched.getUnmatched());
    }
    if (failure instanceof MissingParameterException missing) {
      return "needs "
          + missing.getMissing().stream().map(Failures::spell).collect(Collectors.joining(" and "));
    }
    String message = String.valueOf(failure.getMessage());
    return message.lines().findFirst().orElse("the command line is not understood");
  }

  private static String spell(ArgSpec argument) {
    return argument instanceof OptionSpec option
        ? option.longestName() + " " + argument.paramLabel()
        : argument.paramLabel();
  }

  private static String hint(ParameterException failure) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)) {
      return "";
    }
    List<String> suggestions = unmatched.getSuggestions();
    return suggestions.isEmpty() ? "" : " (did you mean " + suggestions.getFirst() + "?)";
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return switch (failure) {
      case CommandFailure expected -> tell(expected.exitCode(), expected.line());
      case OutputFailure output when output.isReaderGone() -> ExitCode.OK;
      case OutputFailure output ->
          tell(ExitCode.UNREADABLE, "cannot write the result: " + output.getMessage());
      case Exception defect -> handleDefect(defect);
    };
  }

  /// Nobody but us can do something about this one.
  int handleDefect(Throwable defect) {
    return tell(
        ExitCode.DEFECT,
        "a defect of Peerscope: " + defect + place(defect) + "; please report it with the input");
  }

  /// The innermost line of ours.
  private static String place(Throwable defect) {
    for (StackTraceElement frame : defect.getStackTrace()) {
      if (frame.getClassName().startsWith("io.peerscope.")) {
        return " at " + frame;
      }
    }
    return "";
  }

  int handleMemory() {
    return tell(
        ExitCode.UNREADABLE,
        "the input needs more memory than Java may use; raise the limit with PEERSCOPE_JVM_OPTIONS=-Xmx8g");
  }

  private int tell(int exitCode, String message) {
    streams.tell("peerscope: " + message);
    return exitCode;
  }
}
