# start.sh FOLDER: starts nginx in it. If MARQUEE_PUBLIC_URL has a path, as in
# https://example.org/films, the configuration and the two documents are first written for it. If it
# begins with https, a proxy is in front of this one, and its address is MARQUEE_GATEWAY.
set -eu
home=$1
conf=$home/tmp/conf
mkdir -p "$conf"
cp "$(dirname "$0")"/*.conf "$conf/"
path=$(sed -nE 's#^[a-zA-Z]+://[^/]+((/[A-Za-z0-9._~-]+)+)/?$#\1#p' <<<"${MARQUEE_PUBLIC_URL:-}")

if [[ -n $path ]]; then
  mkdir -p "$home/tmp/plain"
  cat >"$conf/below.conf" <<END
set \$below "$path";
set \$asked \$request_uri;
set \$plain tmp/plain;
rewrite ^${path//./\\.}(/.*)\$ \$1;
END
  sed "s#=\"/#=\"$path/#g" "$home/page/index.html" >"$home/tmp/plain/index.html"
  sed "s#: \"/#: \"$path/#g" "$home/page/manifest.webmanifest" >"$home/tmp/plain/manifest.webmanifest"
fi
if [[ ${MARQUEE_PUBLIC_URL:-} == [Hh][Tt][Tt][Pp][Ss]://* && -n ${MARQUEE_GATEWAY:-} ]]; then
  cat >"$conf/trusted.conf" <<END
set_real_ip_from $MARQUEE_GATEWAY;
real_ip_header X-Forwarded-For;
END
fi
exec nginx -p "$home" -c "$conf/nginx.conf"
