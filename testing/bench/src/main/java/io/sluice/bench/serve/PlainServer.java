package io.sluice.bench.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sluice.bench.load.LoadOrder;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The least a server does that answers webhooks, with Vert.x set up as the gateway has it. */
final class PlainServer extends VerticleBase {

  private static final String PREFIX = "sha256=";

  private final int port;
  private final Mac mac;
  private final boolean proves;

  private PlainServer(int port, boolean proves) {
    this.port = port;
    this.proves = proves;
    try {
      this.mac = Mac.getInstance("HmacSHA256");
      this.mac.init(new SecretKeySpec(LoadOrder.SECRET.getBytes(US_ASCII), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param proves whether it gathers the body and proves its signature
   */
  static void start(int port, boolean proves) {
    int cores = Runtime.getRuntime().availableProcessors();
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(cores));
    vertx
        .deployVerticle(
            () -> new PlainServer(port, proves), new DeploymentOptions().setInstances(cores))
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  @Override
  public Future<?> start() {
    return vertx
        .createHttpServer(
            new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                .setMaxChunkSize(64 * 1024)
                .setAcceptBacklog(4096))
        .requestHandler(proves ? this::prove : PlainServer::accept)
        .listen();
  }

  private static void accept(HttpServerRequest request) {
    request.endHandler(_ -> request.response().setStatusCode(202).end());
  }

  private void prove(HttpServerRequest request) {
    byte[] body = new byte[Integer.parseInt(request.getHeader("content-length"))];
    int[] length = {0};
    request.handler(chunk -> length[0] += gather(chunk, body, length[0]));
    request.endHandler(_ -> {
      String signature = String.valueOf(request.getHeader("x-hub-signature-256"));
      byte[] claimed = HexFormat.of().parseHex(signature, PREFIX.length(), signature.length());
      boolean genuine = MessageDigest.isEqual(mac.doFinal(body), claimed);
      request.response().setStatusCode(genuine ? 202 : 401).end();
    });
  }

  private static int gather(Buffer chunk, byte[] body, int at) {
    chunk.getBytes(body, at);
    return chunk.length();
  }
}
