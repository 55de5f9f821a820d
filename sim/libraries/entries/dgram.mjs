import dgram from 'node:dgram';

dgram.createSocket('udp4').bind(3000);
