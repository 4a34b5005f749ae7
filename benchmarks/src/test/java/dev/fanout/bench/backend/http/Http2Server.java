package dev.fanout.bench.backend.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http2.CleartextHttp2ServerUpgradeHandler;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.DefaultHttp2ResetFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.handler.codec.http2.Http2ServerUpgradeCodec;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** A server that speaks HTTP/2, and does what the path of a request asks for. */
final class Http2Server implements AutoCloseable {
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger resets = new AtomicInteger();
  private final AtomicInteger came = new AtomicInteger();
  private final List<ChannelHandlerContext> held = new ArrayList<>(); // of the loop
  private final long streams;
  private final int together;
  private final String scheme;
  private final Channel listening;

  /**
   * A server in clear text.
   *
   * @param streams how many it allows to a connection
   * @param together how many requests of {@code /held} it waits for before it answers them
   */
  Http2Server(long streams, int together) {
    this(streams, together, null);
  }

  private Http2Server(long streams, int together, @Nullable SslContext tls) {
    this.streams = streams;
    this.together = together;
    scheme = tls == null ? "http" : "https";
    listening =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.incrementAndGet();
                    if (tls == null) {
                      speakInClearText(channel);
                    } else {
                      channel
                          .pipeline()
                          .addLast(tls.newHandler(channel.alloc()), codec(), multiplexer());
                    }
                  }
                })
            .bind("127.0.0.1", 0)
            .syncUninterruptibly()
            .channel();
  }

  /** A server by TLS. */
  static Http2Server secure(KeyManagerFactory keys) throws IOException {
    return new Http2Server(
        100,
        1,
        SslContextBuilder.forServer(keys)
            .applicationProtocolConfig(
                new ApplicationProtocolConfig(
                    ApplicationProtocolConfig.Protocol.ALPN,
                    ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                    ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                    ApplicationProtocolNames.HTTP_2))
            .build());
  }

  /** From the first byte on, or after an upgrade. */
  private void speakInClearText(Channel channel) {
    var http1 = new HttpServerCodec();
    channel
        .pipeline()
        .addLast(
            new CleartextHttp2ServerUpgradeHandler(
                http1,
                new HttpServerUpgradeHandler(
                    http1,
                    protocol ->
                        Http2CodecUtil.HTTP_UPGRADE_PROTOCOL_NAME.toString().contentEquals(protocol)
                            ? new Http2ServerUpgradeCodec(codec(), multiplexer())
                            : null,
                    1 << 16),
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel known) {
                    known.pipeline().addLast(codec(), multiplexer());
                  }
                }));
  }

  private Http2FrameCodec codec() {
    return Http2FrameCodecBuilder.forServer()
        .initialSettings(Http2Settings.defaultSettings().maxConcurrentStreams(streams))
        .build();
  }

  private Http2MultiplexHandler multiplexer() {
    return new Http2MultiplexHandler(
        new ChannelInitializer<>() {
          @Override
          protected void initChannel(Channel stream) {
            stream.pipeline().addLast(new Answering());
          }
        });
  }

  URI url() {
    return URI.create(
        "%s://127.0.0.1:%d/"
            .formatted(scheme, ((java.net.InetSocketAddress) listening.localAddress()).getPort()));
  }

  /** How many connections there have been. */
  int connections() {
    return connections.get();
  }

  /** How many streams clients have reset. */
  int resets() {
    return resets.get();
  }

  /** How many requests have come. */
  int came() {
    return came.get();
  }

  @Override
  public void close() {
    listening.close().syncUninterruptibly(); // which ending the loop does not always do
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  /** Answers the request of one stream. */
  private final class Answering extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object frame) {
      if (frame instanceof Http2HeadersFrame request) {
        came.incrementAndGet();
        String path = request.headers().path().toString();
        switch (path.substring(1)) {
          case "missing" -> answer(context, "404");
          case "reset" -> {
            var _ = context.writeAndFlush(new DefaultHttp2ResetFrame(Http2Error.INTERNAL_ERROR));
          }
          case "hang-up" -> {
            var _ = context.channel().parent().close();
          }
          case "silence" -> {}
          case "held" -> {
            held.add(context);
            if (held.size() == together) {
              held.forEach(each -> answer(each, "200"));
              held.clear();
            }
          }
          default -> answer(context, "200");
        }
      }
      ReferenceCountUtil.release(frame);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof Http2ResetFrame) {
        resets.incrementAndGet();
      }
    }

    private static void answer(ChannelHandlerContext context, String status) {
      var _ = context.write(new DefaultHttp2HeadersFrame(new DefaultHttp2Headers().status(status)));
      var _ =
          context.writeAndFlush(
              new DefaultHttp2DataFrame(Unpooled.wrappedBuffer("Hello!".getBytes(US_ASCII)), true));
    }
  }
}
