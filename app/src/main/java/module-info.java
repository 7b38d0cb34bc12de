/// The window over the engine, and the entry point of the command line.
module io.peerscope.app {
  requires atlantafx.base;
  requires info.picocli;
  requires io.peerscope.engine;
  requires io.peerscope.probe;
  requires javafx.controls;
  requires static org.jspecify;

  exports io.peerscope.app to
      javafx.graphics;

  opens io.peerscope.app.render to
      info.picocli;
}
