package io.peerscope.app;


/// The entry point: with a subcommand the command line, without one the window.
///
/// It names no JavaFX type, so that the command line starts without loading any.
public final class Main {


  private Main() {}

  public static void main(String[] arguments) {
    PeerscopeApplication.open(arguments);
  }
}
