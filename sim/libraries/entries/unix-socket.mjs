import net from 'node:net';

if (process.env.ROLE === 'server') net.createServer().listen('/tmp/a.sock');
else net.connect({ path: '/tmp/a.sock' });
