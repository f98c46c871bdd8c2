package io.sluice.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A schema registry with a Confluent-compatible API that remembers schemas by number. */
final class FakeRegistry implements AutoCloseable {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<String> schemas = new ArrayList<>();
  private final HttpServer server;

  private FakeRegistry(HttpServer server) {
    this.server = server;
  }

  /** Starts one on a port, or on a free one for 0. */
  static FakeRegistry start(int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    FakeRegistry registry = new FakeRegistry(HttpServer.create(address, 16));
    registry.server.createContext("/subjects/", registry::register);
    registry.server.createContext("/schemas/ids/", registry::look);
    registry.server.start();
    return registry;
  }

  int port() {
    return server.getAddress().getPort();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port());
  }

  private synchronized void register(HttpExchange exchange) throws IOException {
    String schema = MAPPER.readTree(exchange.getRequestBody()).get("schema").asText();
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    answer(exchange, 200, "{\"id\":" + (schemas.indexOf(schema) + 1) + "}");
  }

  private synchronized void look(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
    if (id < 1 || id > schemas.size()) {
      answer(exchange, 404, "{\"error_code\":40403}");
    } else {
      answer(
          exchange, 200, MAPPER.createObjectNode().put("schema", schemas.get(id - 1)).toString());
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Goes away, as a registry does that is down. */
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    stop();
  }
}
